using Microsoft.EntityFrameworkCore;
using Monitor.Core.Archive;
using Monitor.Core.Database;

namespace Monitor.App.Pages.Archive;

/// <summary>A hit as the page shows it.</summary>
/// <param name="Text">The piece of its text that matched, or its start.</param>
/// <param name="Screen">The text on screen that matched, with its time; null where none did.</param>
/// <param name="StillId">A still to show, blurred.</param>
public sealed record SearchHit(ArchiveRecord Record, IReadOnlyList<TextPiece> Text, ScreenPieces? Screen, long? StillId)
{
    public static async Task<IReadOnlyList<SearchHit>> LoadAsync(MonitorDbContext db, ArchiveQuery query, IReadOnlyList<ArchiveRecord> records, CancellationToken cancellationToken)
    {
        var ids = records.Select(record => record.Id).ToList();
        var stills = await db.PostMedia.Where(media => ids.Contains(media.PostId) && media.IsCurrent && media.Source!.MediaItemId != null)
            .Join(db.Keyframes, media => media.Source!.MediaItemId, still => still.MediaItemId, (media, still) => new { media.PostId, media.Position, still.Frame, still.Id })
            .ToListAsync(cancellationToken);
        var first = stills.GroupBy(row => row.PostId).ToDictionary(group => group.Key, group => group.OrderBy(row => row.Position).ThenBy(row => row.Frame).First().Id);
        return [.. records.Select(record => Make(record, query, first.TryGetValue(record.Id, out var still) ? still : null))];
    }

    private static SearchHit Make(ArchiveRecord record, ArchiveQuery query, long? still)
    {
        var text = Highlighter.Find(record.Text, query) ?? [new TextPiece(Highlighter.Start(record.Text), false)];
        var screen = record.Screen.Select(shown => (shown, Pieces: Highlighter.Find(shown.Text, query, "screen"))).FirstOrDefault(pair => pair.Pieces is not null);
        return new SearchHit(record, text, screen.Pieces is null ? null : new ScreenPieces(screen.shown.StartMs, screen.Pieces), still);
    }
}

/// <summary>Text on screen that matched.</summary>
public sealed record ScreenPieces(long StartMs, IReadOnlyList<TextPiece> Pieces);
