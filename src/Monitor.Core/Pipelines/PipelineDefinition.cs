using Monitor.Core.Channels;

namespace Monitor.Core.Pipelines;

/// <summary>A pipeline file as read.</summary>
/// <param name="IsDemo">True for the pipeline whose channels the program serves itself.</param>
/// <param name="Stages">Optional stages that its posts go through.</param>
public sealed record PipelineDefinition(string Name, bool IsDemo, IReadOnlyList<StageKind> Stages, IReadOnlyList<ChannelDefinition> Channels)
{
    /// <summary>Name of the pipeline whose channels the program serves itself.</summary>
    public const string DemoName = "demo";

    /// <summary>The way out of its channels, "direct" or "socks5://host:port"; the installation's own where empty.</summary>
    public string Egress { get; init; } = "";

    /// <summary>Names of the lexicons that its posts are scored by; the program's own where empty.</summary>
    public IReadOnlyList<string> Lexicons { get; init; } = [];
}

/// <summary>A channel as a pipeline file gives it.</summary>
/// <param name="Interval">Zero where it follows from how often the channel publishes.</param>
public sealed record ChannelDefinition(string Name, ChannelKind Kind, Uri Url, string Title, Outlet Outlet, TimeSpan Interval)
{
    /// <summary>The date back to which is read; null where the pages of the first reading are enough.</summary>
    public DateTimeOffset? Since { get; init; }
}
