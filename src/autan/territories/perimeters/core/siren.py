"""SIREN codes: how they are written, and their check digit."""

_DIGITS = 9


def is_siren(text: str) -> bool:
    """Say whether a text is written as a SIREN, nine digits, whatever their check digit.

    >>> is_siren("31555")
    False
    """
    return len(text) == _DIGITS and text.isascii() and text.isdecimal()


def is_possible_siren(siren: str) -> bool:
    """Say whether a text can be a SIREN: nine digits whose last one is their check digit.

    The check digit is that of Luhn (ISO/IEC 7812-1), which INSEE gives every SIREN: from the right, every second digit
    is doubled, the digits of the result are added, and the sum of all is a multiple of ten.

    >>> is_possible_siren("243100518")  # Toulouse Métropole
    True
    >>> is_possible_siren("999000016")  # an invented territory
    False
    """
    if not is_siren(siren):
        return False
    doubled = (int(digit) * (1 + rank % 2) for rank, digit in enumerate(reversed(siren)))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
