using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Database;

namespace Monitor.App.Pages.Coverage;

/// <summary>All channels: which need a look, when each was read, and how much is missing. Shows no content of posts.</summary>
public sealed class ChannelListModel(IDbContextFactory<MonitorDbContext> contexts, TimeProvider clock) : PageModel
{
    public IReadOnlyList<ChannelRow> Rows { get; private set; } = [];

    public int Alarms => Rows.Count(row => row.Alarm is not null);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var gaps = await db.CoverageGaps.Where(gap => gap.ClosedAt == null && gap.Cause != GapCause.NotBackfilled).GroupBy(gap => gap.ChannelId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        Rows = [.. (await db.Channels.AsNoTracking().ToListAsync(cancellationToken)).Select(channel => new ChannelRow(channel, ChannelHealth.Of(channel, now), gaps.GetValueOrDefault(channel.Id), ChannelSettings.DifferFromFile(channel).Count > 0))
            .OrderBy(row => row.Alarm is null).ThenBy(row => row.Channel.State).ThenBy(row => row.Channel.Title, StringComparer.CurrentCultureIgnoreCase)];
    }
}

/// <summary>A channel as the list shows it.</summary>
public sealed record ChannelRow(Channel Channel, ChannelAlarm? Alarm, int OpenGaps, bool DiffersFromFile);
