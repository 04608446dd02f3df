def recognised(sheet: object) -> bool:
    return False
