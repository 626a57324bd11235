"""Networks, EPCI, communes, their perimeters through time and their contours; who acts for whom."""
