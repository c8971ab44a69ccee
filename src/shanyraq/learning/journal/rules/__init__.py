"""Pure rules of the journal, and the drafts its acts take."""
