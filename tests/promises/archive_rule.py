"""Recomputes the final data from a raw archive alone, by the rule in its README.txt, and compares them
with final.csv. Written from that rule, without Recto. Only Python's standard library is used."""

import csv, hashlib, io, sys, unicodedata, zipfile

archive = zipfile.ZipFile(sys.argv[1])


def rows(name):
    return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"), newline="")))


for line in archive.read("SHA256SUMS").decode().splitlines():
    digest, name = line.split("  ", 1)
    assert hashlib.sha256(archive.read(name)).hexdigest() == digest, name

plan = [(row["name"], row["value"]) for row in rows("plan.csv")]
missing_codes = {value for name, value in plan if name == "missing_code"} | {"not_asked"}
blank = dict(plan).get("blank_code")
single = dict(plan)["single_keying_allowed"] == "1"
columns = rows("columns.csv")
number = next(column["column"] for column in columns if column["role"] == "number")
keyings = {row["keying"]: row for row in rows("keyings.csv")}
by_filter = {(row["sheet"], row["column"]): row["what"] for row in rows("filters.csv")}
questions = {}
for column in columns:
    if column["role"] == "answer":
        questions.setdefault((column["variable"], column["line"]), []).append(column["column"])


def merge(one, other):
    merged = dict(one)
    for cells in questions.values():
        left, right = [one[c] for c in cells], [other[c] for c in cells]
        no_left, no_right = (all(cell in ("", blank) for cell in side) for side in (left, right))
        if no_left or (not no_right and left != right):
            for cell in cells:
                merged[cell] = other[cell] if no_left else ""
    return merged


def once(name):
    found = {}
    all_rows = {row["recto_keying"]: row for row in rows(name)}
    for keying, row in all_rows.items():
        if keyings[keying]["counts_as"]:
            found.setdefault(keyings[keying]["counts_as"], []).append(row)
    for row in rows("matching.csv"):
        if row["standing"] == "1" and row["merged_with"] and row["keying"] in all_rows:
            one, other = all_rows[row["keying"]], all_rows[row["merged_with"]]
            found.setdefault(row["number"], []).append(merge(one, other))
    return found


def normal(text):
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    for letter in "\u2018\u2019\u02bc":
        text = text.replace(letter, "'")
    return text


first, second = once("first.csv"), once("second.csv")
sheets = [n for n in first if len(first[n]) == 1 and len(second.get(n, [])) == 1]
if single:
    sheets += [n for n in first if len(first[n]) == 1 and n not in second]
    sheets += [n for n in second if len(second[n]) == 1 and n not in first]
sheets.sort()

decided = {}
for row in rows("resolutions.csv"):
    if row["target"] == "check":
        continue
    whole_and_boxes = decided.setdefault((row["sheet"], row["variable"], row["line"]), [None, {}])
    if row["target"] == "field":
        whole_and_boxes[:] = [(row["kind"], row["value"]), {}]
    else:
        whole_and_boxes[1][row["choice"]] = row["value"]


def agreed(sheet, column):
    name = column["column"]
    rows_of_sheet = [side[sheet][0] for side in (first, second) if sheet in side]
    sides = [(row[name], keyings[row["recto_keying"]]["imported"] == "1") for row in rows_of_sheet]
    if len(sides) == 1 or sides[0][0] == sides[1][0]:
        return sides[0][0]
    (a, a_imported), (b, b_imported) = sides
    if blank and ((a == "" and a_imported and b == blank) or (b == "" and b_imported and a == blank)):
        return blank
    if column["compared_as"] == "text" and not {a, b} & missing_codes and normal(a) == normal(b) and a and b:
        return normal(a)
    return None


def value(sheet, column):
    filtered = by_filter.get((sheet, column["column"]))
    if filtered:
        return "" if filtered == "skipped" else None
    whole, boxes = decided.get((sheet, column["variable"], column["line"]), (None, {}))
    if column["choice"] and column["choice"] in boxes:
        return boxes[column["choice"]]
    if whole:
        kind, text = whole
        if kind in ("not_applicable", "not_keyed"):
            return "0" if boxes else ""
        if kind in ("missing", "not_asked"):
            return "0" if boxes else text or kind
        if kind == "codes":
            return "1" if column["choice"] in text.split(" ") else "0"
        return text
    found = agreed(sheet, column)
    if boxes and (found == "" or found in missing_codes):
        return "0"
    return found


final = rows("final.csv")
assert [row[number] for row in final] == sheets, "other sheets"
cells, opened = 0, 0
for row in final:
    sheet, still_open = row[number], []
    for column in columns:
        if column["role"] == "answer":
            found = value(sheet, column)
            if found is None:
                still_open.append(column["column"])
            assert row[column["column"]] == (found or ""), (sheet, column["column"], row[column["column"]], found)
            cells += 1
        elif column["role"] == "keyings":
            assert row[column["column"]] == str((sheet in first) + (sheet in second))
    assert row["recto_open"] == " ".join(still_open), (sheet, row["recto_open"], still_open)
    opened += len(still_open)
print(len(final), cells, opened)
