using Monitor.Core.Archive;
using Monitor.Core.Database;

namespace Monitor.App.Pages.Archive;

/// <summary>A hit as the page shows it.</summary>
/// <param name="Title">Its title, with what matched in it; null where it has none.</param>
/// <param name="Text">The piece of its text that matched, or its start.</param>
/// <param name="Timed">Text on screen and speech that matched, with the time; the first few.</param>
/// <param name="StillId">A still to show, blurred.</param>
public sealed record SearchHit(ArchiveRecord Record, IReadOnlyList<TextPiece>? Title, IReadOnlyList<TextPiece> Text, IReadOnlyList<TimedPieces> Timed, long? StillId)
{
    private const int MostTimed = 3;

    public static async Task<IReadOnlyList<SearchHit>> LoadAsync(MonitorDbContext db, ArchiveQuery query, IReadOnlyList<ArchiveRecord> records, CancellationToken cancellationToken)
    {
        var first = await StillsOfPosts.ReadAsync(db, [.. records.Select(record => record.Id)], cancellationToken);
        return [.. records.Select(record => Make(record, query, first.TryGetValue(record.Id, out var still) ? still : null))];
    }

    private static SearchHit Make(ArchiveRecord record, ArchiveQuery query, long? still)
    {
        var title = record.Title is { Length: > 0 } words ? Highlighter.Find(words, query) ?? [new TextPiece(words, false)] : null;
        var text = Highlighter.Find(record.Text, query) ?? [new TextPiece(Highlighter.Start(record.Text), false)];
        var timed = FindTimed(record.Screen, query, isSpeech: false).Concat(FindTimed(record.Speech, query, isSpeech: true)).Take(MostTimed);
        return new SearchHit(record, title, text, [.. timed], still);
    }

    private static IEnumerable<TimedPieces> FindTimed(IReadOnlyList<TimedText> texts, ArchiveQuery query, bool isSpeech)
    {
        foreach (var text in texts)
            if (Highlighter.Find(text.Text, query, isSpeech ? "speech" : "screen") is { } pieces) yield return new TimedPieces(text.StartMs, isSpeech, pieces);
    }
}

/// <summary>Text on screen, or speech, that matched.</summary>
public sealed record TimedPieces(long StartMs, bool IsSpeech, IReadOnlyList<TextPiece> Pieces);
