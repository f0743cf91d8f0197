// A Word document with headings and paragraphs: the smallest that is one. A .docx is a ZIP archive, here uncompressed.

const TYPES =
  '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const RELATIONS =
  '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
  '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';
const WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const DAY_ONE = 0x21;

// What XML cannot hold is left out.
const escaped = (text) =>
  text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "").replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`);

function paragraph({ text, lang, large = false, rtl = false }) {
  const run = `<w:rPr>${large ? '<w:b/><w:sz w:val="28"/>' : ""}${rtl ? "<w:rtl/>" : ""}${lang ? `<w:lang w:val="${escaped(lang)}"/>` : ""}</w:rPr>`;
  const about = `<w:pPr>${rtl ? "<w:bidi/>" : ""}<w:spacing w:after="120"/></w:pPr>`;
  return `<w:p>${about}<w:r>${run}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
}

/** The document of paragraphs `{text, lang, large, rtl}`, as a Blob. */
export function docx(paragraphs) {
  const body = paragraphs.map(paragraph).join("");
  const document = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${WORDS}"><w:body>${body}</w:body></w:document>`;
  const parts = { "[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document };
  return new Blob(archive(parts), { type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document" });
}

/** The bytes of a ZIP archive of texts by name (APPNOTE 4.3), all stored. */
function archive(parts) {
  const encoder = new TextEncoder();
  const [files, directory] = [[], []];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const [path, data] = [encoder.encode(name), encoder.encode(text)];
    const facts = [20, 0x800, 0, 0, DAY_ONE].map(two).concat(four(crc32(data)), four(data.length), four(data.length), two(path.length), two(0));
    const local = Uint8Array.from([four(0x04034b50), ...facts].flat());
    const central = Uint8Array.from([four(0x02014b50), two(20), ...facts, two(0), two(0), two(0), four(0), four(at)].flat());
    files.push(local, path, data);
    directory.push(central, path);
    at += local.length + path.length + data.length;
  }
  const count = Object.keys(parts).length;
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = [four(0x06054b50), two(0), two(0), two(count), two(count), four(size), four(at), two(0)];
  return [...files, ...directory, Uint8Array.from(end.flat())];
}

const two = (n) => [n & 255, (n >> 8) & 255];
const four = (n) => [...two(n & 0xffff), ...two(n >>> 16)];

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
