using System.Text.Json.Serialization;

namespace Monitor.Core.Archive;

/// <summary>A post as the archive index holds it: everything that a search needs, nothing that it does not.</summary>
public sealed record ArchiveRecord
{
    /// <summary>The post's id; its archive number is made of it.</summary>
    public required long Id { get; init; }

    public required string Number { get; init; }

    /// <summary>The post's revision: an older one never replaces a newer one.</summary>
    public required int Revision { get; init; }

    public required string Channel { get; init; }

    public required string ChannelTitle { get; init; }

    public required string Outlet { get; init; }

    public string? Url { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    public string? Title { get; init; }

    public required string Text { get; init; }

    /// <summary>Language of the text as told by itself: be, ru, en, or null.</summary>
    public string? Language { get; init; }

    /// <summary>Text read in the pictures of the post's media.</summary>
    public required IReadOnlyList<ScreenText> Screen { get; init; }

    /// <summary>Kinds of its attachments, such as Video; empty for a post of text alone.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    public bool HasVideo { get; init; }

    public bool HasGap { get; init; }

    /// <summary>Who may find it: 0 everybody who reads cases; higher values only viewers of that clearance.</summary>
    public int Clearance { get; init; }
}

/// <summary>Text on screen over a stretch of a media item, in milliseconds.</summary>
public sealed record ScreenText(long MediaItemId, long StartMs, long EndMs, string Text);

[JsonSerializable(typeof(ArchiveRecord))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
public sealed partial class ArchiveJson : JsonSerializerContext;
