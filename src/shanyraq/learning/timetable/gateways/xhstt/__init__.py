"""XHSTT, the format of the archive of high school timetabling: instances, solutions, costs as the archive counts."""
