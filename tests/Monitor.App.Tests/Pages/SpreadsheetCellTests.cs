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
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n\n@x")]
    [InlineData("＝1")]
    [InlineData("＠x")]
    [InlineData("\tслова")]
    public void Escape_WhatWouldRun_GetsAnApostrophe(string text) => Assert.Equal("'" + text, SpreadsheetCell.Escape(text));

    [Theory]
    [InlineData("")]
    [InlineData("слова = 1")]
    [InlineData("1-2")]
    [InlineData("'=1")]
    [InlineData("M-000001")]
    public void Escape_AnythingElse_StaysAsItIs(string text) => Assert.Equal(text, SpreadsheetCell.Escape(text));
}
