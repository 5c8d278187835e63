"""A submission becomes a review: read and masked, taken apart, checked, summed up; the decision stays with people."""
