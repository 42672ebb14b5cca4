using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Monitor.Core.Posts;

/// <summary>What an edit changed, word by word, as a person reads it. Pure.</summary>
public static class VersionDifference
{
    /// <summary>Longest texts that are compared, in characters; above it the texts stand whole, the old one removed and the new one added.</summary>
    public const int MaxCharacters = 50_000;

    /// <summary>The pieces in reading order; neighbours are of different kinds.</summary>
    public static IReadOnlyList<DifferencePiece> Of(string before, string after)
    {
        if (before == after) return after.Length == 0 ? [] : [new DifferencePiece(DifferenceKind.Kept, after)];
        if (before.Length + after.Length > MaxCharacters) return [.. new[] { new DifferencePiece(DifferenceKind.Removed, before), new DifferencePiece(DifferenceKind.Added, after) }.Where(piece => piece.Text.Length > 0)];
        var lines = InlineDiffBuilder.Diff(before, after, ignoreWhiteSpace: false, ignoreCase: false, new DelimiterChunker([' ', '\n', '\t', '.', ',', ';', ':', '!', '?', '(', ')', '«', '»', '"'])).Lines;
        var pieces = new List<DifferencePiece>();
        foreach (var line in lines)
        {
            var kind = line.Type switch { ChangeType.Inserted => DifferenceKind.Added, ChangeType.Deleted => DifferenceKind.Removed, _ => DifferenceKind.Kept };
            if (pieces.Count > 0 && pieces[^1].Kind == kind) pieces[^1] = pieces[^1] with { Text = pieces[^1].Text + line.Text };
            else pieces.Add(new DifferencePiece(kind, line.Text));
        }

        return pieces;
    }
}

public sealed record DifferencePiece(DifferenceKind Kind, string Text);

public enum DifferenceKind { Kept, Added, Removed }
