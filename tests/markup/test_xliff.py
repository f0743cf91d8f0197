"""XLIFF comes back with targets where it had none, and with all else as it was."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from service.errors import UnreadableFile
from service.markup.files import FileLimits, read_marked_file
from service.markup.xliff import read_xliff
from tests.markup.test_files import translated

FIRST = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.html" source-language="en" datatype="html"><body>
<group>
<trans-unit id="1" xml:space="preserve"><source>Open <g id="1">the <x id="2"/>door</g> &lt;now&gt; &amp; a.</source>
<note>Keep me</note></trans-unit>
<trans-unit id="2"><source>done</source><target state="final">готово</target><alt-trans><source>x</source>
</alt-trans></trans-unit>
<trans-unit id="3"><source>press <bpt id="1">&lt;b></bpt>here<ept id="1">&lt;/b&gt;</ept></source><target state="new"/>
</trans-unit>
<trans-unit id="4" translate="no"><source>code</source></trans-unit>
<trans-unit id="5"><source/></trans-unit>
<trans-unit id="6"><source>one two</source><seg-source><mrk mtype="seg" mid="1">one</mrk> two</seg-source>
<target> </target></trans-unit>
</group></body></file>
</xliff>
"""
SECOND = """<xlf:xliff xmlns:xlf="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang='de'>
<xlf:file id="f" translate="no"><xlf:unit id="0"><xlf:segment><xlf:source>kept</xlf:source></xlf:segment></xlf:unit>
<xlf:unit id="1" translate="yes"><xlf:notes><xlf:note>n</xlf:note></xlf:notes>
<xlf:segment id="s"><xlf:source>see <xlf:pc id="1">the <xlf:ph id="2"/>map</xlf:pc> in
 <xlf:mrk id="m" translate="no">Acme Town</xlf:mrk></xlf:source></xlf:segment>
<xlf:ignorable><xlf:source> </xlf:source></xlf:ignorable></xlf:unit></xlf:file>
</xlf:xliff>
"""


def test_units_of_the_first_version_get_a_target_behind_their_source() -> None:
    output = translated(FIRST.encode(), "a.xlf").decode()
    ElementTree.fromstring(output)
    assert '<file original="a.html" source-language="en" datatype="html" target-language="uk">' in output
    assert 'a.</source><target>OPEN <g id="1">THE <x id="2"/>DOOR</g> &lt;NOW&gt; &amp; A.</target>\n<note>' in output
    assert '<target state="new">PRESS <bpt id="1">&lt;b></bpt>HERE<ept id="1">&lt;/b&gt;</ept></target>' in output
    assert '</seg-source>\n<target><mrk mtype="seg" mid="1">ONE</mrk> TWO</target></trans-unit>' in output
    lines = FIRST.splitlines()
    assert [line for line in lines if 'id="2"><' in line or 'id="4"' in line or 'id="5"' in line] == [
        line for line in output.splitlines() if 'id="2"><' in line or 'id="4"' in line or 'id="5"' in line
    ]


def test_segments_of_the_second_version_get_a_target_under_their_prefix() -> None:
    output = translated(SECOND.encode(), "a.xliff").decode()
    ElementTree.fromstring(output)
    assert 'srcLang="en" trgLang="uk"' in output
    assert (
        '<xlf:target>SEE <xlf:pc id="1">THE <xlf:ph id="2"/>MAP</xlf:pc> IN '
        '<xlf:mrk id="m" translate="no">Acme Town</xlf:mrk></xlf:target></xlf:segment>'
    ) in output
    assert output.count("<xlf:target>") == 1


def test_what_was_translated_stays_so() -> None:
    once = translated(FIRST.encode(), "a.xlf")
    assert not list(read_xliff(once.decode()).blocks())


@pytest.mark.parametrize("text", ["<xliff><file>", "<!DOCTYPE a [<!ENTITY b 'c'>]><xliff>&b;</xliff>", "no XML"])
def test_what_is_not_well_formed_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFile):
        read_marked_file(text.encode(), "a.xliff", (), limits=FileLimits(1000, 1000), field="file")
