using System.Text.Json;
using System.Text.Json.Serialization;

namespace Monitor.Core.Channels;

/// <summary>What a pipeline file, or a person, says of a channel. Kept as the file last said it, so that what a person changed is told from it.</summary>
public sealed record ChannelSettings
{
    public string? Kind { get; init; }

    public string? Url { get; init; }

    public string? Title { get; init; }

    public string? Outlet { get; init; }

    /// <summary>Milliseconds; 0 where it follows from the history.</summary>
    public long? IntervalMs { get; init; }

    public string? Stages { get; init; }

    public string? Egress { get; init; }

    public string? Lexicons { get; init; }

    /// <summary>Date back to which is read, yyyy-MM-dd; empty where none is asked for.</summary>
    public string? Since { get; init; }

    public static ChannelSettings Of(Channel channel) => new()
    {
        Kind = channel.Kind.ToString(),
        Url = channel.Url,
        Title = channel.Title,
        Outlet = channel.Outlet.ToString(),
        IntervalMs = channel.IntervalMs,
        Stages = channel.Stages,
        Egress = channel.Egress,
        Lexicons = channel.Lexicons,
        Since = SinceText(channel.Since),
    };

    public static string SinceText(DateTimeOffset? since) => since?.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";

    /// <summary>What the file last said of the channel; empty settings where no file ever named it.</summary>
    public static ChannelSettings FromFile(Channel channel) => JsonSerializer.Deserialize(channel.SyncedJson, ChannelSettingsJson.Default.ChannelSettings) ?? new ChannelSettings();

    public string ToJson() => JsonSerializer.Serialize(this, ChannelSettingsJson.Default.ChannelSettings);

    /// <summary>Names of the settings in which the channel differs from its file: what a person changed.</summary>
    public static IReadOnlyList<string> DifferFromFile(Channel channel)
    {
        var (now, file) = (Of(channel), FromFile(channel));
        return [.. Fields.Where(field => field.Read(file) is { } said && said != field.Read(now)).Select(field => field.Name)];
    }

    /// <summary>Names of the settings in which two differ.</summary>
    public static IEnumerable<string> Differ(ChannelSettings one, ChannelSettings other) => Fields.Where(field => field.Read(one) != field.Read(other)).Select(field => field.Name);

    /// <summary>The settings that become those of the channel: of the file, but where a person changed what the file said before.</summary>
    public ChannelSettings Over(Channel channel)
    {
        var (now, before) = (Of(channel), FromFile(channel));
        T Choose<T>(T? mine, T? last, T? next) => last is null || Equals(mine, last) ? next! : mine!;
        return new ChannelSettings
        {
            Kind = Choose(now.Kind, before.Kind, Kind),
            Url = Choose(now.Url, before.Url, Url),
            Title = Choose(now.Title, before.Title, Title),
            Outlet = Choose(now.Outlet, before.Outlet, Outlet),
            IntervalMs = Choose(now.IntervalMs, before.IntervalMs, IntervalMs),
            Stages = Choose(now.Stages, before.Stages, Stages),
            Egress = Choose(now.Egress, before.Egress, Egress),
            Lexicons = Choose(now.Lexicons, before.Lexicons, Lexicons),
            Since = Choose(now.Since, before.Since, Since),
        };
    }

    private static readonly IReadOnlyList<(string Name, Func<ChannelSettings, string?> Read)> Fields =
    [
        (nameof(Kind), row => row.Kind), (nameof(Url), row => row.Url), (nameof(Title), row => row.Title), (nameof(Outlet), row => row.Outlet),
        (nameof(IntervalMs), row => row.IntervalMs?.ToString(System.Globalization.CultureInfo.InvariantCulture)), (nameof(Stages), row => row.Stages), (nameof(Egress), row => row.Egress), (nameof(Lexicons), row => row.Lexicons), (nameof(Since), row => row.Since),
    ];
}

[JsonSerializable(typeof(ChannelSettings))]
internal sealed partial class ChannelSettingsJson : JsonSerializerContext;
