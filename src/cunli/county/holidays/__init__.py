"""The holidays of a year: read from the notice's text or a sheet, checked, shown month by month, kept."""
