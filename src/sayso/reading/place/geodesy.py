"""Points and distances on a sphere: degrees in and out, kilometres, bearings clockwise from north.

The formulas are those for the great circle, distance by haversine and "destination point given distance and bearing", as written out in
the documentation of mapsforge (pub.dev, `Projection.destinationPoint`), which names C. Veness's `latlon.js` as its source. The sphere is
off by at most half a percent, far less than what news means by "40 km".
"""

from __future__ import annotations

import math

EARTH_RADIUS_KM = 6371.0088  # mean radius of WGS84
Point = tuple[float, float]


def distance_km(one: Point, other: Point) -> float:
    """Kilometres along the great circle between two (latitude, longitude).

    >>> round(distance_km((50.0, 0.0), (51.0, 0.0)), 1)
    111.2
    """
    first, second = math.radians(one[0]), math.radians(other[0])
    height, width = second - first, math.radians(other[1] - one[1])
    half = math.sin(height / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(width / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def bearing_degrees(one: Point, other: Point) -> float:
    """The bearing, 0 to 360, in which one sets out for the other along the great circle.

    >>> bearing_degrees((0.0, 0.0), (0.0, 10.0))
    90.0
    """
    first, second, width = math.radians(one[0]), math.radians(other[0]), math.radians(other[1] - one[1])
    east = math.sin(width) * math.cos(second)
    north = math.cos(first) * math.sin(second) - math.sin(first) * math.cos(second) * math.cos(width)
    return math.degrees(math.atan2(east, north)) % 360


def destination(start: Point, bearing: float, km: float) -> Point:
    """The (latitude, longitude) that one comes to from a point after so many kilometres in a bearing; longitude from -180 to 180.

    >>> [round(degrees, 2) for degrees in destination((34.6, 43.68), 270, 40)]
    [34.6, 43.24]
    """
    angle, turn, latitude = km / EARTH_RADIUS_KM, math.radians(bearing), math.radians(start[0])
    sine = math.sin(latitude) * math.cos(angle) + math.cos(latitude) * math.sin(angle) * math.cos(turn)
    width = math.atan2(math.sin(turn) * math.sin(angle) * math.cos(latitude), math.cos(angle) - math.sin(latitude) * sine)
    return math.degrees(math.asin(max(-1.0, min(1.0, sine)))), (start[1] + math.degrees(width) + 540) % 360 - 180
