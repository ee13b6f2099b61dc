<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en_GB">
<context>
    <name>BinScreen</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConflictsScreen</name>
    <message numerus="yes">
        <source>%n more follow(s) once these are made</source>
        <translation>
            <numerusform>%n more follows once these are made</numerusform>
            <numerusform>%n more follow once these are made</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message numerus="yes">
        <source>Show older saves (%n more)</source>
        <translation>
            <numerusform>Show older saves (%n more)</numerusform>
            <numerusform>Show older saves (%n more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportScreen</name>
    <message numerus="yes">
        <source>The import is undone: %n record(s)</source>
        <translation>
            <numerusform>The import is undone: %n record</numerusform>
            <numerusform>The import is undone: %n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n record(s)</source>
        <translation>
            <numerusform>Import %n record</numerusform>
            <numerusform>Import %n records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportSummary</name>
    <message numerus="yes">
        <source>%n new organisation(s): {names}</source>
        <translation>
            <numerusform>%n new organisation: {names}</numerusform>
            <numerusform>%n new organisations: {names}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n detail(s) find no field; the table tells which.</source>
        <translation>
            <numerusform>%n detail find no field; the table tells which.</numerusform>
            <numerusform>%n details find no field; the table tells which.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LinksPanel</name>
    <message numerus="yes">
        <source>%n more record(s) refer to it</source>
        <translation>
            <numerusform>%n more record refer to it</numerusform>
            <numerusform>%n more records refer to it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListActs</name>
    <message numerus="yes">
        <source>Move %n record(s) to the bin?</source>
        <translation>
            <numerusform>Move %n record to the bin?</numerusform>
            <numerusform>Move %n records to the bin?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) taken out of the bin.</source>
        <translation>
            <numerusform>%n record taken out of the bin.</numerusform>
            <numerusform>%n records taken out of the bin.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{step}: %n record(s).</source>
        <translation>
            <numerusform>{step}: %n record.</numerusform>
            <numerusform>{step}: %n records.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{field} changed in %n record(s).</source>
        <translation>
            <numerusform>{field} changed in %n record.</numerusform>
            <numerusform>{field} changed in %n records.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) changed again.</source>
        <translation>
            <numerusform>%n record changed again.</numerusform>
            <numerusform>%n records changed again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) moved to the bin.</source>
        <translation>
            <numerusform>%n record moved to the bin.</numerusform>
            <numerusform>%n records moved to the bin.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) as before.</source>
        <translation>
            <numerusform>%n record as before.</numerusform>
            <numerusform>%n records as before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) left as they were.</source>
        <translation>
            <numerusform>%n record left as they were.</numerusform>
            <numerusform>%n records left as they were.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Moments</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PaperWindow</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordList</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message numerus="yes">
        <source>%n record(s) found</source>
        <translation>
            <numerusform>%n record found</numerusform>
            <numerusform>%n records found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingsScreen</name>
    <message numerus="yes">
        <source>%n problem(s) found. Make no change and call your system officer:</source>
        <translation>
            <numerusform>%n problem found. Make no change and call your system officer:</numerusform>
            <numerusform>%n problems found. Make no change and call your system officer:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>%n conflict</numerusform>
            <numerusform>%n conflicts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alarm(s)</source>
        <translation>
            <numerusform>%n alarm</numerusform>
            <numerusform>%n alarms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting</source>
        <translation>
            <numerusform>%n change waiting</numerusform>
            <numerusform>%n changes waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>(%n urgent)</source>
        <translation>
            <numerusform>(%n urgent)</numerusform>
            <numerusform>(%n urgent)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message numerus="yes">
        <source>PDF document, %n page(s)</source>
        <translation>
            <numerusform>PDF document, %n page</numerusform>
            <numerusform>PDF document, %n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Text, %n line(s)</source>
        <translation>
            <numerusform>Text, %n line</numerusform>
            <numerusform>Text, %n lines</numerusform>
        </translation>
    </message>
</context>
</TS>
