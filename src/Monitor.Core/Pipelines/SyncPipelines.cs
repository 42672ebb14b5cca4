using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Database;

namespace Monitor.Core.Pipelines;

/// <summary>Brings the channels in line with the pipeline files. A field that a person changed stays; a channel that left its file is paused.</summary>
public sealed class SyncPipelines(WriteGate gate, TimeProvider clock)
{
    private const string LeftFile = "NotInPipelineFile";

    /// <summary>Writes the channels of all files; loading and checking them is the caller's work.</summary>
    public Task RunAsync(IReadOnlyList<PipelineDefinition> pipelines, CancellationToken cancellationToken) => gate.WriteAsync(async db =>
    {
        var known = await db.Channels.ToListAsync(cancellationToken);
        foreach (var pipeline in pipelines)
            foreach (var definition in pipeline.Channels)
            {
                var channel = known.Find(row => row.Pipeline == pipeline.Name && row.Name == definition.Name);
                if (channel is null) db.Channels.Add(channel = new Channel { Pipeline = pipeline.Name, Name = definition.Name, NextPollAt = clock.GetUtcNow() });
                else if (channel is { State: ChannelState.Paused, LastReason: LeftFile }) (channel.State, channel.LastReason) = (ChannelState.Active, null);
                Apply(channel, definition, pipeline);
            }

        var named = pipelines.SelectMany(pipeline => pipeline.Channels.Select(channel => (pipeline.Name, channel.Name))).ToHashSet();
        foreach (var gone in known.Where(row => row.State == ChannelState.Active && !named.Contains((row.Pipeline, row.Name))))
            (gone.State, gone.LastReason) = (ChannelState.Paused, LeftFile);
    }, cancellationToken);

    private static void Apply(Channel channel, ChannelDefinition definition, PipelineDefinition pipeline)
    {
        var last = JsonSerializer.Deserialize(channel.SyncedJson, SyncJson.Default.SyncedFields) ?? new SyncedFields();
        var next = new SyncedFields
        {
            Kind = definition.Kind.ToString(),
            Url = definition.Url.OriginalString,
            Title = definition.Title,
            Outlet = definition.Outlet.ToString(),
            IntervalMs = (long)definition.Interval.TotalMilliseconds,
            Stages = string.Join(',', pipeline.Stages),
        };
        if (last.Kind is null || channel.Kind.ToString() == last.Kind) channel.Kind = definition.Kind;
        if (last.Url is null || channel.Url == last.Url) channel.Url = next.Url;
        if (last.Title is null || channel.Title == last.Title) channel.Title = next.Title;
        if (last.Outlet is null || channel.Outlet.ToString() == last.Outlet) channel.Outlet = definition.Outlet;
        if (last.IntervalMs is null || channel.IntervalMs == last.IntervalMs) channel.IntervalMs = next.IntervalMs.Value;
        if (last.Stages is null || channel.Stages == last.Stages) channel.Stages = next.Stages;
        channel.SyncedJson = JsonSerializer.Serialize(next, SyncJson.Default.SyncedFields);
    }
}

/// <summary>The values that a pipeline file last wrote to a channel.</summary>
internal sealed record SyncedFields
{
    public string? Kind { get; init; }

    public string? Url { get; init; }

    public string? Title { get; init; }

    public string? Outlet { get; init; }

    public long? IntervalMs { get; init; }

    public string? Stages { get; init; }
}

[JsonSerializable(typeof(SyncedFields))]
internal sealed partial class SyncJson : JsonSerializerContext;
