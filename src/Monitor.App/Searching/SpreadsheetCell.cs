namespace Monitor.App.Searching;

/// <summary>A text as a spreadsheet may read it: what it would run as a formula gets an apostrophe before it.</summary>
public static class SpreadsheetCell
{
    /// <summary>The text; with an apostrophe before it where its first sign but spaces is one of = + - @ ＝ ＋ － ＠, or where it begins with a tab or a line break.</summary>
    public static string Escape(string text)
    {
        var bare = text.AsSpan().TrimStart();
        return (bare.Length > 0 && bare[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠') || (text.Length > 0 && text[0] is '\t' or '\r' or '\n') ? "'" + text : text;
    }
}
