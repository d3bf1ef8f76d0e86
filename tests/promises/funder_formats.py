"""Compares a funder's CSV (Excel français) with the Stata, SPSS, data package and workbook of the same study,
cell for cell, and looks for what no funder gets. Written without Recto. pandas, pyreadstat, openpyxl."""

import csv, datetime, io, sys, zipfile
import openpyxl, pandas, pyreadstat
from pandas.io.stata import StataMissingValue, StataReader

folder = sys.argv[1] + "/funder."
text = open(folder + "csv", encoding="utf-8-sig", newline="").read()
wanted = list(csv.DictReader(io.StringIO(text), delimiter=";"))
names = list(wanted[0])
CODES = {"NR", "NSP", "REF", "ILL"}


def plain(cell):
    return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@" else cell


def month(date):
    return f"{date.month:02}/{date.year:04}"


def number(value):
    written = repr(float(value))
    return (written[:-2] if written.endswith(".0") else written).replace(".", ",")


def in_brackets(label):
    """`[60-69] de 60 à 69 ans` says that the code is `60-69`."""
    return label[1:label.index("]")] if label.startswith("[") else None


def code_of(label):
    """`Case vide (NR)` says that the code is `NR`."""
    return label[label.rindex("(") + 1:-1] if label.endswith(")") else None


def compare(kind, rows):
    assert len(rows) == len(wanted), kind
    cells = 0
    for row, want in zip(rows, wanted):
        for name in names:
            assert row[name] == plain(want[name]), (kind, want[names[0]], name, row[name], want[name])
            cells += 1
    return cells


def stata():
    path = folder + "dta"
    data = pandas.read_stata(path, convert_categoricals=False, convert_missing=True, convert_dates=False)
    with StataReader(path) as reader:
        labels = reader.value_labels()
        sets, formats = dict(zip(reader._varlist, reader._lbllist)), dict(zip(reader._varlist, reader._fmtlist))
    letters = {"." + chr(96 + at - 2147483621): code_of(label) for at, label in labels["recto_missing"].items()}
    def cell(row, name):
        value = row[name]
        if isinstance(value, StataMissingValue):
            return row.get(name + "_txt", "") if value.string == ".y" else letters.get(value.string) or ""
        if isinstance(value, str):
            why = row.get(name + "_miss")
            return letters.get(why.string) or "" if isinstance(why, StataMissingValue) and not value else value
        if formats[name].startswith("%tm"):
            return month(datetime.date(1960 + int(value) // 12, int(value) % 12 + 1, 1))
        return in_brackets(labels.get(sets[name], {}).get(value, "")) or number(value)
    rows = data.to_dict("records")
    return [{name: cell(row, name) for name in names} for row in rows]


def spss():
    data, about = pyreadstat.read_sav(folder + "sav", user_missing=True, disable_datetime_conversion=True)
    codes = {}
    for labels in about.variable_value_labels.values():
        codes.update({at: code_of(label) for at, label in labels.items() if code_of(label) in CODES})
    def cell(row, name):
        value, labels = row[name], about.variable_value_labels.get(name, {})
        if isinstance(value, str):
            why = row.get(name + "_miss")
            return codes.get(why, "") if value == "" else value
        if value != value:
            return row.get(name + "_txt", "")
        label = labels.get(value, "")
        if code_of(label) in CODES or (value in codes and not label):
            return code_of(label) or codes[value]
        if about.original_variable_types[name].startswith(("EDATE", "SDATE", "DATE")):
            return month(datetime.date(1582, 10, 14) + datetime.timedelta(seconds=value))
        return in_brackets(label) or number(value)
    return [{name: cell(row, name) for name in names} for row in data.to_dict("records")]


def package():
    archive = zipfile.ZipFile(folder + "zip")
    rows = list(csv.DictReader(io.StringIO(archive.read("data/sheets.csv").decode(), newline="")))
    def cell(row, name):
        value = row[name]
        if value == "recto:txt":
            return row[name + "_txt"]
        if len(value) == 7 and value[4] == "-" and value[:4].isdigit() and value[5:].isdigit():
            return f"{value[5:]}/{value[:4]}"
        whole, point, decimals = value.partition(".")
        if point and whole.isdigit() and decimals.isdigit():
            return f"{whole},{decimals}"
        return value.removeprefix("recto:")
    return [{name: cell(row, name) for name in names} for row in rows]


def workbook():
    sheet = openpyxl.load_workbook(folder + "xlsx", read_only=True).worksheets[1]
    rows = sheet.iter_rows(values_only=True)
    header = next(rows)
    def cell(value):
        if value is None:
            return ""
        if isinstance(value, datetime.datetime):
            return month(value)
        return value if isinstance(value, str) else number(value)
    return [dict(zip(header, map(cell, row))) for row in rows]


cells = [compare(reader.__name__, reader()) for reader in (stata, spss, package, workbook)]

# What stands nowhere, in the bytes of each format: numbers of sheets, words that nobody may quote.
numbers = open(sys.argv[1] + "/numbers.txt").read().split()
withheld = open(sys.argv[1] + "/withheld.txt", encoding="utf-8").read().split("\n")
for kind in ("csv", "dta", "sav", "zip", "xlsx"):
    held = [open(folder + kind, "rb").read()]
    if kind in ("zip", "xlsx"):
        archive = zipfile.ZipFile(folder + kind)
        held = [archive.read(name) for name in archive.namelist()]
    for part in held:
        assert not [it for it in numbers if it.encode() in part], kind
        assert not [it for it in withheld if it.encode() in part], kind
ages = {row["age"] for row in wanted} - CODES - {""}
assert len(ages) > 3 and not [age for age in ages if age.isdigit()], ages
print(len(wanted), "rows", *cells)
