"""The national register of EPCI and communes, their perimeters through time, and their contours."""
