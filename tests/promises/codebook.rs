//! The two codebooks (DESIGN 5.8, 10): HTML that needs nothing beside it, DDI-Codebook 2.5 as its schema
//! orders it; both read by Python's own parsers. The order of elements below is copied by hand from the
//! published schema, because the schema itself is not shipped.

use std::path::{Path, PathBuf};

use recto::export::{ExportError, Request, What, export};
use recto::study::Snapshot;
use recto::texts::Language;

use super::repeats::{request, two_weeks};
use super::{survey, workbook};

fn settled(folder: &Path) -> Snapshot {
    let mut study = survey::keyed_twice(folder);
    survey::settle(&mut study);
    survey::snapshot(&study)
}

fn written(folder: &Path, name: &str, snapshot: &Snapshot, language: Language) -> PathBuf {
    let path = folder.join(name);
    let request = Request { language, ..request(What::Final) };
    export(&request, snapshot, &[], &path).unwrap();
    path
}

/// Checks names, order and number of children against the schema, as far as Recto uses it.
const SCHEMA: &str = r##"
import sys, re
import xml.etree.ElementTree as tree
NS = '{ddi:codebook:2_5}'
ORDER = {
 'codeBook': 'docDscr* stdyDscr+ fileDscr* dataDscr* otherMat*',
 'docDscr': 'citation? guide* docStatus* docSrc* controlledVocabUsed* notes*',
 'stdyDscr': 'citation+ studyAuthorization* stdyInfo* studyDevelopment* method* dataAccs* othrStdyMat* notes*',
 'citation': 'titlStmt rspStmt? prodStmt? distStmt? serStmt* verStmt* biblCit* holdings* notes*',
 'titlStmt': 'titl subTitl* altTitl* parTitl* IDNo*',
 'prodStmt': 'producer* copyright* prodDate* prodPlac* software* fundAg* grantNo*',
 'verStmt': 'version* verResp* notes*',
 'stdyInfo': 'studyBudget* subject* abstract* sumDscr* qualityStatement* notes* exPostEvaluation*',
 'sumDscr': 'timePrd* collDate* nation* geogCover* geogUnit* geoBndBox* boundPoly* anlyUnit* universe* dataKind*',
 'method': 'dataColl* notes* anlyInfo* stdyClas* dataProcessing* codingInstructions*',
 'dataColl': 'timeMeth* dataCollector* collectorTraining* frequenc* sampProc* sampleFrame* targetSampleSize* deviat* collMode* resInstru* instrumentDevelopment* sources* collSitu* actMin* ConOps* weight* cleanOps*',
 'fileDscr': 'fileTxt* locMap? notes*',
 'fileTxt': 'fileName* fileCitation? dataFingerprint* fileCont* fileStrc? dimensns? fileType* format* filePlac* dataChck* ProcStat* dataMsng* software* verStmt*',
 'dimensns': 'caseQnty* varQnty* logRecL* recPrCas* recNumTot*',
 'dataDscr': 'varGrp* nCubeGrp* var* nCube* notes*',
 'varGrp': 'labl* txt* concept* defntn? universe? notes*',
 'var': 'location* labl* imputation? security? embargo? respUnit? anlysUnit? qstn* valrng* invalrng* undocCod* universe* TotlResp? sumStat* txt* stdCatgry* catgryGrp* catgry* codInstr* verStmt* concept* derivation? varFormat? geoMap* catLevel* notes*',
 'catgry': 'catValu? labl* txt* catStat* mrow?',
 'derivation': 'drvdesc* drvcmd*',
}
ANY = {'qstn': {'preQTxt', 'qstnLit', 'postQTxt', 'forward', 'backward', 'ivuInstr'}}
VALUES = {
 ('var', 'intrvl'): {'contin', 'discrete'},
 ('var', 'representationType'): {'text', 'numeric', 'code', 'datetime', 'other'},
 ('varFormat', 'type'): {'character', 'numeric'},
 ('varFormat', 'schema'): {'SAS', 'SPSS', 'IBM', 'ANSI', 'ISO', 'XML-Data', 'other'},
 ('varFormat', 'category'): {'date', 'time', 'currency', 'other'},
 ('catStat', 'type'): {'freq', 'percent', 'crosstab', 'other'},
 ('sumStat', 'type'): {'mean', 'medn', 'mode', 'vald', 'invd', 'min', 'max', 'stdev', 'other'},
 ('catgry', 'missing'): {'Y', 'N'},
 ('collDate', 'event'): {'start', 'end', 'single'},
 ('universe', 'clusion'): {'I', 'E'},
}
root = tree.parse(sys.argv[1]).getroot()
assert root.tag == NS + 'codeBook' and root.get('version') == '2.5'
place = root.get('{http://www.w3.org/2001/XMLSchema-instance}schemaLocation')
assert place.split()[0] == 'ddi:codebook:2_5', place
ids, refs = set(), set()
for element in root.iter():
    assert element.tag.startswith(NS), element.tag
    name = element.tag[len(NS):]
    children = [child.tag[len(NS):] for child in element]
    if name in ORDER:
        pattern = ''.join('(?:%s )%s' % re.fullmatch(r'(\w+)([*+?]?)', part).groups() for part in ORDER[name].split())
        assert re.fullmatch(pattern, ''.join(child + ' ' for child in children)), (name, children)
        assert not (element.text or '').strip(), (name, element.text)
    elif name in ANY:
        assert set(children) <= ANY[name], (name, children)
    else:
        assert not children, (name, children)
    for (of, attribute), values in VALUES.items():
        if of == name and element.get(attribute) is not None:
            assert element.get(attribute) in values, (name, attribute, element.get(attribute))
    if element.get('ID'):
        assert re.fullmatch(r'[A-Za-z_][\w.-]*', element.get('ID')) and element.get('ID') not in ids
        ids.add(element.get('ID'))
    refs |= set((element.get('files') or '').split())
    if name == 'varGrp':
        refs |= set(element.get('var').split())
    if name == 'var':
        assert element.get('name')
assert refs <= ids, refs - ids
def all(path, of=root):
    return of.findall(path.replace('/', '/' + NS) if path.startswith('.') else NS + path)
def var(name):
    return next(v for v in root.iter(NS + 'var') if v.get('name') == name)
def freq(name, code):
    for category in var(name).findall(NS + 'catgry'):
        if category.findtext(NS + 'catValu') == code:
            return {stat.get('type'): stat.text for stat in category.findall(NS + 'catStat')}
"##;

/// DESIGN 10: the DDI document is ordered as the schema says, and its frequencies and keying quality are
/// those of the study.
#[test]
fn ddi_is_ordered_as_its_schema_says() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = settled(folder.path());
    let ticked = survey::truth();
    let (_, first) = survey::rows(&survey::bytes("keying_a.csv"));
    let (_, second) = survey::rows(&survey::bytes("keying_b.csv"));
    let both =
        |number: &str| first.iter().any(|row| row[0] == number) && second.iter().any(|row| row[0] == number);
    let count = |column: &str, value: &str| {
        ticked.iter().filter(|(number, row)| both(number) && row[column] == value).count()
    };
    for language in Language::ALL {
        let path = written(folder.path(), &format!("{}.xml", language.code()), &snapshot, language);
        let script = format!(
            "{SCHEMA}\n\
             names = [v.get('name') for v in root.iter(NS + 'var')]\n\
             assert len(names) == 79 and names[-1] == 'recto_keyings', names\n\
             assert freq('action_2', '1')['freq'] == '{}', freq('action_2', '1')\n\
             assert freq('ville', '1')['freq'] == '{}', freq('ville', '1')\n\
             assert freq('ville', '1')['percent'] == '{:.1}'\n\
             notes = {{n.get('type'): n.text for n in var('ville').findall(NS + 'notes')}}\n\
             assert float(notes['keying-differences-per-10000']) >= 0 and notes['keying-quality'], notes\n",
            count("action_2", "1"),
            count("ville", "1"),
            // 146 sheets: no share falls on a half.
            count("ville", "1") as f64 * 100.0 / 146.0,
        );
        workbook::python("xml.etree.ElementTree", &script, &[&path]);
    }
}

/// DESIGN 10: a repeat is a file of its own in DDI too, and its variables point to it.
#[test]
fn ddi_names_the_file_of_a_repeat() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), "weeks.xml", &two_weeks(), Language::English);
    let script = format!(
        "{SCHEMA}\n\
         files = {{f.get('ID'): f.findtext(NS + 'fileTxt/' + NS + 'fileName') for f in root.findall(NS + 'fileDscr')}}\n\
         assert files == {{'F1': 'weeks.csv', 'F2': 'weeks-event.csv'}}, files\n\
         assert var('ev_kind').get('files') == 'F2' and var('line').get('files') == 'F2'\n\
         assert freq('ev_kind', '1') == {{'freq': '1', 'percent': '100.0'}}, freq('ev_kind', '1')\n\
         assert freq('ev_kind', 'NR') == {{'freq': '1'}}, freq('ev_kind', 'NR')\n\
         assert freq('public_b', '0') == {{'freq': '1', 'percent': '50.0'}}\n"
    );
    workbook::python("xml.etree.ElementTree", &script, &[&path]);
}

/// DESIGN 5.8, 10, 12: the page stands alone, its tags are closed, every variable is there with its
/// counts as k and n, in the reader's language.
#[test]
fn html_stands_alone_and_says_k_and_n() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = settled(folder.path());
    let path = written(folder.path(), "m2s.html", &snapshot, Language::French);
    let script = r##"
import sys
from html.parser import HTMLParser
VOID = {'meta', 'br', 'link', 'img', 'input', 'hr'}
class Reader(HTMLParser):
    def __init__(self):
        super().__init__(); self.open = []; self.ids = set(); self.links = set(); self.text = []; self.lang = None
    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        assert tag not in {'script', 'link', 'img', 'iframe'} and 'src' not in attributes, tag
        if tag == 'html': self.lang = attributes['lang']
        if 'id' in attributes:
            assert attributes['id'] not in self.ids; self.ids.add(attributes['id'])
        if tag == 'a': assert attributes['href'].startswith('#'); self.links.add(attributes['href'][1:])
        if tag not in VOID: self.open.append(tag)
    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag
    def handle_data(self, text): self.text.append(text)
page = open(sys.argv[1], encoding='utf-8').read()
reader = Reader(); reader.feed(page); reader.close()
assert not reader.open and reader.lang == 'fr'
assert reader.links == reader.ids and len(reader.ids) == 54, (reader.links ^ reader.ids, len(reader.ids))
text = '|'.join(reader.text)
assert 'url(' not in page and 'http' not in page, 'nothing is fetched'
assert '@media print' in page
for words in ['Qualité de saisie', 'Grâce aux médiateurs', 'pour 10\u00a0000', 'Empreinte']:
    assert words in text, words
import re
shares = re.findall(r'(\d+,\d)\u00a0% \((\d+)/(\d+)\)', text)
assert len(shares) > 300, len(shares)
from decimal import Decimal, ROUND_HALF_UP
for percent, k, n in shares:
    exact = (Decimal(k) * 100 / Decimal(n)).quantize(Decimal('0.1'), ROUND_HALF_UP)
    assert Decimal(percent.replace(',', '.')) == exact, (percent, k, n)
"##;
    workbook::python("html.parser", script, &[&path]);
    let english = written(folder.path(), "en.html", &snapshot, Language::English);
    let english = std::fs::read_to_string(english).unwrap();
    assert!(english.contains("<html lang=\"en\">") && english.contains("Keying quality"));
}

/// DESIGN 5.7: an open difference is said at the top, and counted apart.
#[test]
fn codebooks_say_what_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = two_weeks();
    let html = std::fs::read_to_string(written(folder.path(), "w.html", &snapshot, Language::English));
    assert!(html.unwrap().contains("One difference between the two keyings is not settled"));
    let xml = std::fs::read_to_string(written(folder.path(), "w.xml", &snapshot, Language::English));
    assert!(xml.unwrap().contains("<notes type=\"open\">One difference"));
}

/// DESIGN 13: decisions and the journal have no codebook; it is said, and nothing is written.
#[test]
fn a_list_has_no_codebook() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.html");
    let refused = export(&request(What::Journal), &two_weeks(), &[], &path);
    assert!(matches!(refused, Err(ExportError::NoCodebook)));
    assert!(!path.exists());
}
