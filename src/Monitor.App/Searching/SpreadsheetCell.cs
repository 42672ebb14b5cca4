using System.Text.RegularExpressions;

namespace Monitor.App.Searching;

/// <summary>A text as a spreadsheet may read it: before what it would run as a formula stands an apostrophe.</summary>
public static partial class SpreadsheetCell
{
    /// <summary>
    /// The text; with an apostrophe before it where its first sign but spaces is one of = + - @ ＝ ＋ － ＠ or where it begins with a tab or a line break, and one before such a
    /// sign that follows a line break or a sign that may end a cell: a program set to ; reads a comma's file so, whatever is quoted.
    /// </summary>
    public static string Escape(string text)
    {
        var inner = Inside().Replace(text, "$1'$2");
        return Start().IsMatch(text) ? "'" + text[..1] + inner[1..] : inner;
    }

    [GeneratedRegex(@"^(\s*[=+\-@＝＋－＠]|[\t\r\n])")]
    private static partial Regex Start();

    [GeneratedRegex(@"([;,|\t\r\n]\s*)([=+\-@＝＋－＠])")]
    private static partial Regex Inside();
}
