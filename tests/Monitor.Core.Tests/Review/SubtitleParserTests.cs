using Monitor.Core.Review;

namespace Monitor.Core.Tests.Review;

public sealed class SubtitleParserTests
{
    [Theory]
    [InlineData("1\n00:00:01,000 --> 00:00:03,500\n<i>Першы</i>\nрадок\n\n2\n00:00:04,000 --> 00:00:05,000\nдругі", "1000-3500 Першы|радок; 4000-5000 другі")]
    [InlineData("WEBVTT\n\nNOTE c\n\ncue-1\n00:01.000 --> 00:02.000 align:start\n<v Спікер>Слова</v>", "1000-2000 Слова")]
    [InlineData("1\r\n00:00:01,000 --> 00:00:02,000\r\nбез пустога радка\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nдалей", "1000-2000 без пустога радка; 3000-4000 далей")]
    [InlineData("0:12 першая фраза\n0:15 другая\nяе працяг", "12000-15000 першая фраза; 15000-20000 другая|яе працяг")]
    [InlineData("[1:02:03] — дэфіс і дужкі", "3723000-3728000 дэфіс і дужкі")]
    [InlineData("0:01 ён сказаў <нрзб> і сышоў <...>\n0:09 5 < 6 і 7 > 3", "1000-9000 ён сказаў <нрзб> і сышоў <...>; 9000-14000 5 < 6 і 7 > 3")]
    [InlineData("1\n00:00:01,000 --> 00:00:02,000\nпершы\n\nпасля пустога\n\n2\n00:00:03,000 --> 00:00:04,000\nдругі", "1000-2000 першы|пасля пустога; 3000-4000 другі")]
    [InlineData("WEBVTT\n\n00:01.000 --> 00:02.000\nСловы &amp; ўсё &lt;i&gt; &nbsp;a <c.red>і</c> <00:01.500>далей\n\nNOTE\nnothing\n\nname of a cue\n00:03.000 --> 00:04.000\nyes", "1000-2000 Словы & ўсё <i> a і далей; 3000-4000 yes")]
    [InlineData("1\n00:00:01,000 --> 00:00:02,000\n<font color=\"red\">a</font> &amp; <bold> b", "1000-2000 a &amp; <bold> b")]
    [InlineData("\uFEFF1\n00:00:00,5 --> 00:00:01,0\n{\\an8}Уверсе", "500-1000 Уверсе")]
    public void Parse_FormsThatPeopleHave_GivesLines(string text, string expected) =>
        Assert.Equal(expected, string.Join("; ", SubtitleParser.Parse(text).Select(line => $"{line.StartMs}-{line.EndMs} {line.Text.Replace('\n', '|')}")));

    [Theory]
    [InlineData("", EditRefusal.NoLines)]
    [InlineData("няма часу", EditRefusal.FileNotUnderstood)]
    [InlineData("00:00:05,000 --> 00:00:01,000\nназад", EditRefusal.FileNotUnderstood)]
    [InlineData("999:59:59,000 --> 999:59:59,500\nпозна", EditRefusal.FileNotUnderstood)]
    public void Parse_WhatIsNone_IsRefused(string text, EditRefusal refusal) => Assert.Equal(refusal, Assert.Throws<EditRefusedException>(() => SubtitleParser.Parse(text)).Refusal);

    [Fact]
    public void Parse_TooMuch_IsRefused()
    {
        Assert.Equal(EditRefusal.TextTooLong, Assert.Throws<EditRefusedException>(() => SubtitleParser.Parse(new string('a', SubtitleParser.MaxCharacters + 1))).Refusal);
        Assert.Equal(EditRefusal.TextTooLong, Assert.Throws<EditRefusedException>(() => SubtitleParser.Parse(string.Concat(Enumerable.Repeat("0:01 а\n", 5001)))).Refusal);
        // A million rows that go on one line end at once.
        Assert.Equal(EditRefusal.TextTooLong, Assert.Throws<EditRefusedException>(() => SubtitleParser.Parse("0:01 a\n" + string.Concat(Enumerable.Repeat("b\n", 500_000)))).Refusal);
    }

    [Fact]
    public void Write_ThenParse_GivesTheSameLines()
    {
        var lines = SubtitleParser.Parse("0:01 адзін\n0:02 два\n1:00:00 тры");
        Assert.Equal(lines.Select(line => (line.StartMs, line.EndMs, line.Text)), SubtitleParser.Parse(SubtitleParser.Write(lines)).Select(line => (line.StartMs, line.EndMs, line.Text)));
    }
}
