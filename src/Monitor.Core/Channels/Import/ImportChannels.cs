using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Channels.Import;

/// <summary>The channels that hold what people bring by hand: one an outlet, made when it is needed, never polled.</summary>
public static class ImportChannels
{
    public const string Pipeline = "imports";

    public static async Task<Channel> OfAsync(MonitorDbContext db, Outlet outlet, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var name = outlet.ToString().ToLowerInvariant();
        var channel = await db.Channels.FirstOrDefaultAsync(row => row.Pipeline == Pipeline && row.Name == name && row.Kind == ChannelKind.Import, cancellationToken);
        if (channel is not null) return channel;
        channel = new Channel { Pipeline = Pipeline, Name = name, Title = $"Imports ({outlet})", Kind = ChannelKind.Import, Url = "https://localhost/", Outlet = outlet, Stages = string.Join(',', StageFacts.Optional), CreatedAt = now, NextPollAt = DateTimeOffset.MaxValue };
        db.Channels.Add(channel);
        await db.SaveChangesAsync(cancellationToken);
        return channel;
    }
}
