using Monitor.Core.Channels;

namespace Monitor.Core.Pipelines;

/// <summary>A pipeline file as read.</summary>
/// <param name="IsDemo">True for the pipeline whose channels the program serves itself.</param>
/// <param name="Stages">Optional stages that its posts go through.</param>
public sealed record PipelineDefinition(string Name, bool IsDemo, IReadOnlyList<StageKind> Stages, IReadOnlyList<ChannelDefinition> Channels)
{
    /// <summary>Name of the pipeline whose channels the program serves itself.</summary>
    public const string DemoName = "demo";
}

/// <summary>A channel as a pipeline file gives it.</summary>
public sealed record ChannelDefinition(string Name, ChannelKind Kind, Uri Url, string Title, Outlet Outlet, TimeSpan Interval);
