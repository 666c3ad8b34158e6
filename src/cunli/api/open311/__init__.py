"""Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2): dangers in the open, for anybody to see and to report.

Public is only what lies in the open (``public.KINDS``), and of it the kind, the village, the state and the day: no
word that anybody typed, no name, no house, no point nearer than a kilometre.
"""
