"""A drawing for each lever of the deck: plain shapes on a ground of 64 by 40, in one colour."""

_HOUSE = '<path d="M14 36V19L32 6l18 13v17z"/>'
_CAR = '<path d="M8 29v-6l8-2 5-8h20l7 8 8 2v6z"/><circle cx="20" cy="30" r="5"/><circle cx="45" cy="30" r="5"/>'
_TRUCK = (
    '<path d="M5 29V9h32v20zM37 16h11l9 8v5H37z"/><circle cx="15" cy="31" r="4.5"/><circle cx="46" cy="31" r="4.5"/>'
)
_BOLT = '<path class="f" d="M{x} {y}l-6 9h5l-2 8 7-10h-5l3-7z"/>'
_DOWN = '<path d="M{x} {y}v13m-5-5 5 5 5-5"/>'
_OFFICE = (
    '<path d="M12 36V6h26v30M38 16h14v20M8 36h48"/><path class="f" d="M17 11h5v5h-5zM27 11h5v5h-5zM17 21h5v5h-5z"/>'
)
_PANEL = '<path class="f" d="M{x} {y}l4-9h14l4 9z"/><path d="M{x} {y}l4-9h14l4 9zm2-4.5h18m-9-4.5v9"/>'
_FLAME = '<path class="f" d="M{x} {y}c-6-2-7-8-2-13 0 3 2 3 3 1 3 4 5 10-1 12z"/>'
_PUMP = (
    '<rect x="34" y="16" width="24" height="18" rx="2"/><circle cx="46" cy="25" r="6"/>'
    '<path d="M46 19v12m-6-6h12"/><path d="M8 34V20l10-8 10 8v14zM28 28h6"/>'
)

_SHAPES = {
    "heating_one_degree": '<rect x="27" y="4" width="10" height="23" rx="5"/><circle class="f" cx="32" cy="30" r="7"/>'
    '<path d="M32 30V17M42 8h7m-7 7h5"/>' + _DOWN.format(x=17, y=10),
    "sober_homes": _HOUSE + '<path class="f" d="M32 18c5 6 7 9 7 12a7 7 0 0 1-14 0c0-3 2-6 7-12z"/>',
    "sober_services": _OFFICE + _DOWN.format(x=46, y=20),
    "less_travel": '<path class="f" d="M20 34s-10-11-10-18a10 10 0 0 1 20 0c0 7-10 18-10 18z"/>'
    '<path d="M50 34s-6-7-6-11a6 6 0 0 1 12 0c0 4-6 11-6 11zM24 35h22"/>',
    "carpooling": _CAR + '<circle class="f" cx="26" cy="18" r="2.5"/><circle class="f" cx="33" cy="18" r="2.5"/>'
    '<circle class="f" cx="40" cy="18" r="2.5"/>',
    "cycling": '<circle cx="16" cy="27" r="9"/><circle cx="48" cy="27" r="9"/><path d="M16 27l9-14h15l8 14M25 '
    "13l8 14h-17"
    'm17 0 7-14M40 13V8h5M21 10h8"/>',
    "less_freight": _TRUCK + _DOWN.format(x=21, y=12),
    "deep_renovation": '<path d="M10 36V18L32 3l22 15v18z"/><path class="f" d="M15 36V20.5L32 9l17 11.5V36h-5V23L32 15'
    'l-12 8v13z"/>',
    "service_buildings": _OFFICE + '<path d="M9 37V3h32"/><path class="f" d="M43 21h4v5h-4z"/>',
    "lighter_vehicles": _CAR + '<path d="M32 11V3m-4 4 4-4 4 4"/>',
    "efficient_freight": _TRUCK + '<path class="f" d="M9 20h11v9H9zM22 20h11v9H22zM9 11h11v7H9zM22 11h11v7H22z"/>',
    "efficient_farming": '<circle cx="19" cy="27" r="9"/><circle class="f" cx="19" cy="27" r="3"/><circle '
    'cx="47" cy="31" '
    'r="5"/><path d="M14 19V8h14l4 12h18v8M28 27h14M42 20v-8"/>',
    "heat_pump_from_oil": _PUMP + '<path class="f" d="M18 18c3 4 4 5 4 7a4 4 0 0 1-8 0c0-2 1-3 4-7z"/>',
    "heat_pump_from_natural_gas": _PUMP + _FLAME.format(x=18.5, y=31),
    "electric_car_share": _CAR + _BOLT.format(x=33, y=11),
    "roof_photovoltaics": '<path d="M10 36V22L32 5l22 17v14z"/><path class="f" d="M16 22 32 9.5v10L22 27z"/>'
    '<path d="M24 15.5l3.5 7M32 9.5v10L22 27l-6-5"/>',
    "ground_photovoltaics": _PANEL.format(x=6, y=20)
    + _PANEL.format(x=34, y=20)
    + _PANEL.format(x=20, y=34)
    + '<circle cx="32" cy="5" r="3"/>',
    "wind": '<path d="M32 16l-2 21h4zM32 14V1m0 13 11 7m-11-7-11 7M8 37h48"/><circle class="f" cx="32" cy="14" '
    'r="2.5"/>',
    "biomethane": '<path class="f" d="M10 22a14 13 0 0 1 28 0z"/><path d="M10 22a14 13 0 0 1 28 0v13H10zM38 '
    '30h9v-9m0 0V9"/>' + _FLAME.format(x=53, y=21),
    "wood_heat": '<circle class="f" cx="16" cy="28" r="7"/><circle cx="16" cy="28" r="3"/><path d="M16 21h30a7 '
    "7 0 0 1 0 14H16"
    'M22 21a7 7 0 0 1 5-11h20a6 6 0 0 1 1 11"/>',
    "solar_heat": '<circle class="f" cx="15" cy="11" r="5"/><path d="M15 1v3m0 14v3M5 11h3m14 0h3M8 4l2 2m10 10 '
    "2 2M22 4l-2 2"
    'M10 16l-2 2M22 36l10-20h24L46 36zM27 26h24M37 36l10-20"/>',
    "geothermal_heat": '<path d="M14 20V10l10-7 10 7v10zM4 20h56M4 29h56M21 20v14m6-14v14m-6 0h6"/><path '
    'class="f" d="M46 38'
    'l4-7 4 7z"/>',
    "waste_heat": '<path d="M6 36V18l10 6v-6l10 6V6h7v30zM33 36h22V26H33"/><path d="M40 22c-3-3 3-5 0-8m7 '
    "8c-3-3 3-5 0-8m7 8"
    'c-3-3 3-5 0-8"/><path class="f" d="M38 29h5v7h-5zM46 29h5v7h-5z"/>',
}


def card_picture(lever: str, colour: str) -> str:
    """Return the drawing of a lever as SVG, in a colour; empty for a lever without one."""
    shapes = _SHAPES.get(lever)
    if shapes is None:
        return ""
    filled = shapes.replace('class="f"', f'fill="{colour}" fill-opacity="0.28"')
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 40" width="64" height="40" fill="none" '
        f'stroke="{colour}" stroke-width="1.8" aria-hidden="true" '
        f'stroke-linejoin="round" stroke-linecap="round">{filled}</svg>'
    )
