namespace Monitor.Core.Archive.Querying;

internal enum PieceKind { Word, Open, Close, Or }

/// <summary>A part of a query between white space: a word, a phrase, a field with its value, a parenthesis, OR.</summary>
internal readonly record struct QueryPiece(PieceKind Kind, string Raw, string? Field = null, string Value = "", bool IsQuoted = false, bool IsNegated = false, bool IsUnclosed = false)
{
    /// <summary>Cuts a query into its pieces in one pass.</summary>
    public static IEnumerable<QueryPiece> Cut(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at])) at++;
            else if (text[at] is '(' or ')')
            {
                yield return new QueryPiece(text[at] == '(' ? PieceKind.Open : PieceKind.Close, text[at].ToString());
                at++;
            }
            else
            {
                var piece = CutWord(text, at, out at);
                if (piece.Raw != "AND") yield return piece.Raw is "OR" or "|" or "АБО" or "ИЛИ" ? piece with { Kind = PieceKind.Or } : piece;
            }
        }
    }

    private static QueryPiece CutWord(string text, int start, out int end)
    {
        var at = start;
        var negated = text[at] == '-' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]);
        if (negated) at++;
        var colon = at;
        while (colon < text.Length && char.IsAsciiLetter(text[colon])) colon++;
        string? field = null;
        if (colon > at && colon < text.Length && text[colon] == ':' && !text.AsSpan(colon).StartsWith("://")) (field, at) = (text[at..colon].ToLowerInvariant(), colon + 1);
        var quoted = at < text.Length && text[at] is '"' or '«' or '“' or '„';
        quoted &= at < text.Length;
        if (quoted) at++;
        var from = at;
        while (at < text.Length && (quoted ? text[at] is not ('"' or '»' or '”' or '“') : !char.IsWhiteSpace(text[at]) && text[at] is not ('(' or ')'))) at++;
        var value = text[from..at];
        var unclosed = quoted && at == text.Length;
        if (quoted && !unclosed) at++;
        end = Math.Max(at, start + 1);
        return new QueryPiece(PieceKind.Word, text[start..end], field, value, quoted, negated, unclosed);
    }
}
