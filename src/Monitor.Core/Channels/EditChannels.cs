using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Database;
using Monitor.Core.Fetching.Ways;
using Monitor.Core.Pipelines;
using Monitor.Core.Review;

namespace Monitor.Core.Channels;

/// <summary>What administrators do to channels without touching a file: add, edit, pause, poll, read back to a date. Each is told in the audit; a file's next sync keeps what they changed.</summary>
public sealed class EditChannels(WriteGate gate, TimeProvider clock)
{
    /// <summary>The pipeline of channels that are in no file.</summary>
    public const string OwnPipeline = "own";

    /// <summary>Returns the new channel's id. Throws <see cref="EditRefusedException"/>.</summary>
    public Task<long> AddAsync(Actor actor, string name, ChannelSettings settings, CancellationToken cancellationToken) => gate.WriteAsync(actor, async db =>
    {
        EditRefusedException.ThrowIf(!ShortName.Pattern().IsMatch(name), EditRefusal.ChannelNameNotUnderstood);
        EditRefusedException.ThrowIf(await db.Channels.AnyAsync(row => row.Name == name, cancellationToken), EditRefusal.ChannelNameTaken);
        var (now, wanted) = (clock.GetUtcNow(), Check(settings));
        EditRefusedException.ThrowIf(await db.Channels.AnyAsync(row => row.Url == wanted.Url, cancellationToken), EditRefusal.ChannelAddressTaken);
        var channel = new Channel { Pipeline = OwnPipeline, Name = name, CreatedAt = now, NextPollAt = now };
        await ApplySettings.RunAsync(db, channel, wanted, now, cancellationToken);
        db.Channels.Add(channel);
        await db.SaveChangesAsync(cancellationToken);
        await TellAsync(db, actor, AuditAction.Created, channel.Id, "", now, cancellationToken);
        return channel.Id;
    }, cancellationToken);

    /// <summary>Changes settings. Throws <see cref="EditRefusedException"/>.</summary>
    public Task EditAsync(Actor actor, long id, ChannelSettings settings, CancellationToken cancellationToken) => ChangeAsync(actor, id, async (db, channel, now) =>
    {
        // Lexicons are named in files; a form leaves them as they are.
        var (before, wanted) = (ChannelSettings.Of(channel), Check(settings) with { Lexicons = channel.Lexicons });
        EditRefusedException.ThrowIf(IsAnother(channel, wanted) && await db.Posts.AnyAsync(post => post.ChannelId == id, cancellationToken), EditRefusal.ChannelHasPosts);
        await ApplySettings.RunAsync(db, channel, wanted, now, cancellationToken);
        return string.Join(' ', ChannelSettings.Differ(before, wanted));
    }, cancellationToken);

    public Task PauseAsync(Actor actor, long id, CancellationToken cancellationToken) => ChangeAsync(actor, id, async (db, channel, now) =>
    {
        if (channel.State == ChannelState.Paused) return null;
        (channel.State, channel.LastReason) = (ChannelState.Paused, null);
        await new CoverageGaps(db, id).OpenPeriodAsync(GapCause.Paused, now, cancellationToken);
        return "paused";
    }, cancellationToken);

    public Task ResumeAsync(Actor actor, long id, CancellationToken cancellationToken) => ChangeAsync(actor, id, (_, channel, now) =>
    {
        if (channel.State == ChannelState.Active) return Task.FromResult<string?>(null);
        (channel.State, channel.LastReason, channel.NextPollAt) = (ChannelState.Active, null, now);
        return Task.FromResult<string?>("resumed");
    }, cancellationToken);

    /// <summary>The next look at what is due finds it.</summary>
    public Task PollNowAsync(Actor actor, long id, CancellationToken cancellationToken) => ChangeAsync(actor, id, (_, channel, now) =>
    {
        channel.NextPollAt = now;
        return Task.FromResult<string?>("poll");
    }, cancellationToken);

    /// <summary>Asks for everything back to that date; reads on from where an earlier backfill came.</summary>
    public Task BackfillAsync(Actor actor, long id, DateTimeOffset since, CancellationToken cancellationToken) => ChangeAsync(actor, id, async (db, channel, now) =>
    {
        EditRefusedException.ThrowIf(since > now, EditRefusal.DateNotUnderstood);
        channel.Since = since;
        if (channel.LastSuccessAt is not null) await BackfillChannel.PlanAsync(db, channel, now, cancellationToken);
        return "backfill " + ChannelSettings.SinceText(since);
    }, cancellationToken);

    private Task<bool> ChangeAsync(Actor actor, long id, Func<MonitorDbContext, Channel, DateTimeOffset, Task<string?>> change, CancellationToken cancellationToken) => gate.WriteAsync(actor, async db =>
    {
        var channel = await db.Channels.FirstOrDefaultAsync(row => row.Id == id && row.Kind != ChannelKind.Import, cancellationToken) ?? throw new EditRefusedException(EditRefusal.NotThere);
        var now = clock.GetUtcNow();
        if (await change(db, channel, now) is { } done) await TellAsync(db, actor, AuditAction.Changed, id, done, now, cancellationToken);
        return true;
    }, cancellationToken);

    private static Task<AuditEntry> TellAsync(MonitorDbContext db, Actor actor, AuditAction action, long id, string detail, DateTimeOffset now, CancellationToken cancellationToken) =>
        AuditChain.AppendAsync(db, actor, action, "channel", id.ToString(CultureInfo.InvariantCulture), detail, now, cancellationToken);

    private static ChannelSettings Check(ChannelSettings settings)
    {
        EditRefusedException.ThrowIf(!Enum.TryParse<ChannelKind>(settings.Kind, out var kind) || kind == ChannelKind.Import || !Enum.TryParse<Outlet>(settings.Outlet, out _), EditRefusal.ChannelKindNeeded);
        var url = ChannelUrl.Of(kind, settings.Url) ?? throw new EditRefusedException(EditRefusal.ChannelAddressNotUnderstood);
        EditRefusedException.ThrowIf(settings.IntervalMs is not (0 or null) && PollSchedule.Clamp(TimeSpan.FromMilliseconds(settings.IntervalMs.Value)).TotalMilliseconds != settings.IntervalMs, EditRefusal.IntervalNotUnderstood);
        EditRefusedException.ThrowIf(!string.IsNullOrEmpty(settings.Egress) && EgressRoute.Parse(settings.Egress) is null, EditRefusal.EgressNotUnderstood);
        var stages = StageFacts.Optional.Select(stage => stage.ToString()).Intersect((settings.Stages ?? "").Split(','));
        return settings with { Url = url.OriginalString, Title = EditRefusedException.Line(settings.Title, 256) ?? url.Host, IntervalMs = settings.IntervalMs ?? 0, Stages = string.Join(',', stages), Egress = settings.Egress ?? "", Lexicons = "", Since = settings.Since ?? "" };
    }

    /// <summary>Ids of one Telegram channel mean other posts in another: its posts would become versions of these.</summary>
    private static bool IsAnother(Channel channel, ChannelSettings wanted) => channel.Kind.ToString() != wanted.Kind
        || (channel.Kind == ChannelKind.Telegram && !string.Equals(Telegram.PreviewAddress.ChannelName(new Uri(channel.Url)), Telegram.PreviewAddress.ChannelName(new Uri(wanted.Url!)), StringComparison.OrdinalIgnoreCase));
}
