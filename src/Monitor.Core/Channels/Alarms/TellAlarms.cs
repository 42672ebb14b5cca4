using System.Globalization;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Monitor.Core.Database;
using Monitor.Core.Fetching;
using Monitor.Core.Fetching.Ways;

namespace Monitor.Core.Channels.Alarms;

/// <summary>Tells outside the pages which channels began or ended to need a look. What could not be told is told the next time.</summary>
public sealed class TellAlarms(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, Egress egress, IOptions<AlarmOptions> options, TimeProvider clock) : IDisposable
{
    private readonly ServiceWay? way = string.IsNullOrEmpty(options.Value.Webhook) ? null : egress.ToService("alarms", options.Value.Webhook, options.Value.Egress);

    /// <summary>Returns how many changes were told; 0 where there were none, or nobody is to be told. Throws <see cref="HttpRequestException"/> and <see cref="OperationCanceledException"/> where the address does not answer.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (way is null) return 0;
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var channels = (await db.Channels.AsNoTracking().ToListAsync(cancellationToken)).ConvertAll(channel => (Channel: channel, Alarm: ChannelHealth.Of(channel, now)));
        var changed = channels.Where(pair => pair.Alarm != pair.Channel.ToldAlarm).ToList();
        if (changed.Count == 0) return 0;
        await SendAsync(way, MessageOf(channels, changed, now), cancellationToken);
        await gate.WriteAsync(async write =>
        {
            foreach (var (channel, alarm) in changed)
                await write.Channels.Where(row => row.Id == channel.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ToldAlarm, alarm), cancellationToken);
        }, cancellationToken);
        return changed.Count;
    }

    public void Dispose() => way?.Dispose();

    private AlarmMessage MessageOf(List<(Channel Channel, ChannelAlarm? Alarm)> channels, List<(Channel Channel, ChannelAlarm? Alarm)> changed, DateTimeOffset now)
    {
        var on = channels.Where(pair => pair.Alarm is not null).ToList();
        var began = changed.Count(pair => pair.Alarm is not null);
        var text = string.Create(CultureInfo.InvariantCulture, $"Monitor: {on.Count} channels need a look, {began} of them since the last message; {changed.Count - began} are well again. See /channels.");
        return new AlarmMessage("monitor/alarms/1", now, text, on.Count, began, changed.Count - began)
        {
            Channels = options.Value.WithNames ? [.. on.Select(pair => $"{pair.Channel.Pipeline}/{pair.Channel.Name}: {pair.Alarm}")] : null,
        };
    }

    private async Task SendAsync(ServiceWay door, AlarmMessage message, CancellationToken cancellationToken)
    {
        using var slow = new CancellationTokenSource(door.Route.IsProxied ? options.Value.Timeout + FetchLimits.ConnectBy(door.Route) : options.Value.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(slow.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.Webhook) { Content = JsonContent.Create(message, AlarmJson.Default.AlarmMessage) };
        using var answer = await door.Invoker.SendAsync(request, either.Token);
        answer.EnsureSuccessStatusCode();
    }
}
