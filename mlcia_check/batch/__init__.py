"""A batch: checks hundreds of papers for a chair, within limits, and resumes a run that was interrupted."""
