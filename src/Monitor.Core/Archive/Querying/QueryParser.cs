using Monitor.Core.Archive.Indexing;
using Monitor.Core.Archive.Language;
using Monitor.Core.People;

namespace Monitor.Core.Archive.Querying;

/// <summary>Reads what a person typed. Never faults: what is not understood is told and left out. Pure.</summary>
internal sealed class QueryParser
{
    private readonly List<QueryPiece> pieces;
    private readonly List<QueryProblem> problems = [];
    private readonly bool variants;
    private int at;

    private QueryParser(string text, bool variants)
    {
        pieces = [.. QueryPiece.Cut(text)];
        this.variants = variants && !pieces.Exists(piece => piece.Field == QueryField.Variants && QueryField.Key(QueryField.Variants, piece.Value) == "off");
    }

    /// <summary>How to search is no thing to search for.</summary>
    private static bool IsVariants(QueryPiece piece) => piece.Field == QueryField.Variants && QueryField.IsKnown(QueryField.Variants, piece.Value);

    public static (QueryNode.All Root, IReadOnlyList<QueryProblem> Problems) Parse(string text, bool variants)
    {
        var parser = new QueryParser(text, variants);
        var parts = parser.Sequence(0);
        // Who asked for something of which nothing is understood is not answered with everything.
        if (parts.Count == 0 && parser.pieces.Exists(piece => !IsVariants(piece)))
        {
            if (parser.problems.Count == 0) parser.problems.Add(new QueryProblem(QueryProblemKind.NothingToSearch, text, []));
            parts = [QueryNode.Nothing];
        }

        return (new QueryNode.All(parts), parser.problems);
    }

    /// <summary>Parts that all count, up to a closing parenthesis or the end; OR binds its two neighbours.</summary>
    private List<QueryNode> Sequence(int depth)
    {
        var parts = new List<QueryNode>();
        QueryPiece? or = null;
        while (at < pieces.Count)
        {
            var piece = pieces[at++];
            if (piece.Kind == PieceKind.Close && depth > 0) return End(parts, or);
            if (piece.Kind == PieceKind.Close) Problem(QueryProblemKind.UnbalancedParenthesis, piece);
            else if (piece.Kind == PieceKind.Or && (parts.Count == 0 || or is not null)) Problem(QueryProblemKind.DanglingOr, piece);
            else if (piece.Kind == PieceKind.Or) or = piece;
            else
            {
                // A second choice of which nothing is understood leaves the first one alone; the word after it is no choice.
                if ((piece.Kind == PieceKind.Open ? Group(depth) : Word(piece)) is { } node) Put(parts, node, isChoice: or is not null);
                or = null;
            }
        }

        if (depth > 0) problems.Add(new QueryProblem(QueryProblemKind.UnbalancedParenthesis, "(", []));
        return End(parts, or);
    }

    private static void Put(List<QueryNode> parts, QueryNode node, bool isChoice)
    {
        if (!isChoice) parts.Add(node);
        else parts[^1] = parts[^1] is QueryNode.Any any ? new QueryNode.Any([.. any.Parts, node]) : new QueryNode.Any([parts[^1], node]);
    }

    private List<QueryNode> End(List<QueryNode> parts, QueryPiece? or)
    {
        if (or is { } dangling) Problem(QueryProblemKind.DanglingOr, dangling);
        return parts;
    }

    private QueryNode? Group(int depth) => Sequence(depth + 1) is { Count: > 0 } parts ? parts is [var one] ? one : new QueryNode.All(parts) : null;

    private QueryNode? Word(QueryPiece piece)
    {
        if (piece.IsUnclosed) Problem(QueryProblemKind.UnclosedQuote, piece);
        var field = piece.Field == "lang" ? "language" : piece.Field;
        if (field is not null && !QueryField.All.Contains(field))
        {
            // Searched as words all the same: most likely it was meant as no operator.
            Problem(QueryProblemKind.UnknownField, piece, QueryField.All);
            (field, piece) = (null, piece with { Value = $"{piece.Field} {piece.Value}" });
        }

        if (field is not null && piece.Value.Trim().Length == 0) return Problem(QueryProblemKind.EmptyValue, piece, QueryField.Values(field));
        var node = Node(piece, field);
        return node is not null && piece.IsNegated ? new QueryNode.Without(node) : node;
    }

    private QueryNode? Node(QueryPiece piece, string? field)
    {
        if (field == "person" && Person.ParseNumber(piece.Value.Trim().ToUpperInvariant()) is { } person) return new QueryNode.Value(IndexField.Of(ArchiveFacet.Person), QueryField.Key("person", Person.NumberOf(person)));
        if (field is null || QueryField.OfWords.Contains(field)) return Text(piece, field);
        if (QueryField.OfDates.Contains(field)) return Date(piece, field);
        if (!QueryField.IsKnown(field, piece.Value)) return Problem(QueryProblemKind.BadValue, piece, QueryField.Values(field));
        return field == QueryField.Variants ? null : new QueryNode.Value(field, QueryField.Key(field, piece.Value));
    }

    private QueryNode? Date(QueryPiece piece, string field)
    {
        if (QueryDate.Parse(piece.Value) is not var (start, end)) return Problem(QueryProblemKind.BadDate, piece, ["2025", "2025-03", "2025-03-14", "14.03.2025"]);
        return field switch { "before" => new QueryNode.Period(null, start), "after" => new QueryNode.Period(start, null), _ => new QueryNode.Period(start, end) };
    }

    private QueryNode? Text(QueryPiece piece, string? field)
    {
        // "Where?" is a question, no pattern.
        var value = piece.IsQuoted ? piece.Value : piece.Value.TrimEnd('?');
        if (!piece.IsQuoted && value.AsSpan().ContainsAny('*', '?')) return Pattern(piece, value, field);
        if (!piece.IsQuoted && value.EndsWith('~')) return Fuzzy(piece, field);
        var tokens = WordTokens.Of(value).ToList();
        // A dash or a dot between words asks for nothing.
        if (tokens.Count == 0) return value.All(char.IsPunctuation) && field is null ? null : Problem(QueryProblemKind.NothingToSearch, piece);
        // A person's name is one in any spelling and order, in quotes too.
        if (piece.IsQuoted && !(field == "person" && variants)) return new QueryNode.Words(field, [.. tokens.Select(token => token.Text)], value, true);
        // Who leaves a word out does not mean the names that sound like it.
        var words = tokens.Select(token => (QueryNode)new QueryNode.Words(field, [token.Text], value[token.Start..token.End], false, variants && !piece.IsNegated)).ToList();
        return words is [var one] ? one : new QueryNode.All(words);
    }

    /// <summary>At least two letters first, so that a search never walks through every word there is; at most four signs.</summary>
    private QueryNode? Pattern(QueryPiece piece, string value, string? field)
    {
        if (value.Any(char.IsSurrogate)) return Problem(QueryProblemKind.BadWildcard, piece);
        var folded = string.Concat(value.Select(c => c is '*' or '?' ? c.ToString() : TextFolding.Fold(c.ToString())));
        return folded.IndexOfAny(['*', '?']) < 2 || folded.Count(c => c is '*' or '?') > 4 || folded.Any(c => c is not ('*' or '?') && !char.IsLetterOrDigit(c)) || folded.Length > WordTokens.MaxLength
            ? Problem(QueryProblemKind.BadWildcard, piece)
            : new QueryNode.Pattern(field, folded);
    }

    private QueryNode? Fuzzy(QueryPiece piece, string? field) => WordTokens.Of(piece.Value).Select(token => token.Text).ToList() switch
    {
        [{ Length: >= 5 } word] => new QueryNode.Fuzzy(field, word, word.Length >= 9 ? 2 : 1),
        _ => Problem(QueryProblemKind.WordTooShort, piece),
    };

    private QueryNode? Problem(QueryProblemKind kind, QueryPiece piece, IReadOnlyList<string>? allowed = null)
    {
        problems.Add(new QueryProblem(kind, piece.Raw, allowed ?? []));
        return null;
    }
}
