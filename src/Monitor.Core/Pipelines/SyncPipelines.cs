using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Database;

namespace Monitor.Core.Pipelines;

/// <summary>Brings the channels in line with the pipeline files. A field that a person changed stays; a channel that left its file is paused; one that a person added is left alone.</summary>
public sealed class SyncPipelines(WriteGate gate, TimeProvider clock)
{
    /// <summary>Why a channel is paused that left its file.</summary>
    public const string LeftFile = "NotInPipelineFile";

    /// <summary>Writes the channels of all files; loading and checking them is the caller's work.</summary>
    public Task RunAsync(IReadOnlyList<PipelineDefinition> pipelines, CancellationToken cancellationToken) => gate.WriteAsync(async db =>
    {
        var now = clock.GetUtcNow();
        var known = await db.Channels.ToListAsync(cancellationToken);
        foreach (var pipeline in pipelines)
            foreach (var definition in pipeline.Channels)
            {
                var channel = known.Find(row => row.Pipeline == pipeline.Name && row.Name == definition.Name);
                if (channel is null) db.Channels.Add(channel = new Channel { Pipeline = pipeline.Name, Name = definition.Name, NextPollAt = now, CreatedAt = now });
                else if (channel is { State: ChannelState.Paused, LastReason: LeftFile }) (channel.State, channel.LastReason) = (ChannelState.Active, null);
                var said = SettingsOf(pipeline, definition);
                await ApplySettings.RunAsync(db, channel, said.Over(channel), now, cancellationToken);
                channel.SyncedJson = said.ToJson();
            }

        var named = pipelines.SelectMany(pipeline => pipeline.Channels.Select(channel => (pipeline.Name, channel.Name))).ToHashSet();
        foreach (var gone in known.Where(row => row.State == ChannelState.Active && row.SyncedJson != Channel.NeverSynced && !named.Contains((row.Pipeline, row.Name))))
        {
            (gone.State, gone.LastReason) = (ChannelState.Paused, LeftFile);
            await new CoverageGaps(db, gone.Id).OpenPeriodAsync(GapCause.Paused, now, cancellationToken);
        }
    }, cancellationToken);

    private static ChannelSettings SettingsOf(PipelineDefinition pipeline, ChannelDefinition definition) => new()
    {
        Kind = definition.Kind.ToString(),
        Url = definition.Url.OriginalString,
        Title = definition.Title,
        Outlet = definition.Outlet.ToString(),
        IntervalMs = (long)definition.Interval.TotalMilliseconds,
        Stages = string.Join(',', pipeline.Stages),
        Egress = pipeline.Egress,
        Lexicons = string.Join(',', pipeline.Lexicons),
        Since = ChannelSettings.SinceText(definition.Since),
    };
}
