using Monitor.App.Searching;

namespace Monitor.App.Tests.Pages;

/// <summary>Hostile input 36: cells that a spreadsheet would run.</summary>
public sealed class SpreadsheetCellTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(1)")]
    [InlineData("  =1")]
    [InlineData("\u00A0=1")]
    [InlineData("＝1")]
    [InlineData("＠x")]
    [InlineData("\tслова")]
    public void Escape_WhatWouldRun_GetsAnApostrophe(string text) => Assert.Equal("'" + text, SpreadsheetCell.Escape(text));

    [Theory]
    [InlineData("стачка;=cmd|' /C calc'!A0;x", "стачка;'=cmd|' /C calc'!A0;x")]
    [InlineData("hi\n=1+1", "hi\n'=1+1")]
    [InlineData("a, +1;\t@x", "a, '+1;\t'@x")]
    [InlineData("=a;=b", "'=a;'=b")]
    [InlineData("\t=1", "'\t'=1")]
    [InlineData("\r\n@x", "'\r\n'@x")]
    public void Escape_WhatWouldRunInsideACell_GetsAnApostrophe(string text, string escaped) => Assert.Equal(escaped, SpreadsheetCell.Escape(text));

    [Theory]
    [InlineData("")]
    [InlineData("слова = 1")]
    [InlineData("1-2")]
    [InlineData("'=1")]
    [InlineData("M-000001")]
    public void Escape_AnythingElse_StaysAsItIs(string text) => Assert.Equal(text, SpreadsheetCell.Escape(text));
}
