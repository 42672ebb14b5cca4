using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Monitor.Core.Posts;

namespace Monitor.Core.Archive;

/// <summary>A post as the archive index holds it: everything that a search needs, nothing that it does not. Analysts' values carry a clearance of their own.</summary>
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

    /// <summary>How exactly the source says so; unknown where the time of reading stands in.</summary>
    public DatePrecision PublishedPrecision { get; init; }

    public string? Title { get; init; }

    public required string Text { get; init; }

    /// <summary>Language of the text as told by itself: be, ru, en, or null.</summary>
    public string? Language { get; init; }

    /// <summary>Text read in the pictures of the post's media.</summary>
    public required IReadOnlyList<TimedText> Screen { get; init; }

    /// <summary>Transcripts and translations of what is said. Speech may be coerced: it is never presented as fact.</summary>
    public IReadOnlyList<TimedText> Speech { get; init; } = [];

    /// <summary>Analysts' notes; restricted ones have a clearance.</summary>
    public IReadOnlyList<RecordValue> Notes { get; init; } = [];

    /// <summary>Persons tagged in the post or its media.</summary>
    public IReadOnlyList<RecordPerson> People { get; init; } = [];

    public IReadOnlyList<RecordValue> Unions { get; init; } = [];

    /// <summary>Kinds of the acts that the post is evidence of, such as Detention.</summary>
    public IReadOnlyList<RecordValue> Acts { get; init; } = [];

    /// <summary>What analysts decided that the post is.</summary>
    public IReadOnlyList<RecordValue> Statuses { get; init; } = [];

    /// <summary>Kinds of its attachments, such as Video; empty for a post of text alone.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    public bool HasVideo { get; init; }

    public bool HasGap { get; init; }

    /// <summary>Who may find it: 0 everybody who reads cases; 1 and 2 only viewers of that clearance.</summary>
    public int Clearance { get; init; }

    /// <summary>The record as a viewer may see it: what is beyond the viewer's clearance is not in it.</summary>
    public ArchiveRecord SeenBy(Viewer viewer) => this with
    {
        Screen = [.. Screen.Where(text => text.Clearance <= viewer.Clearance)],
        Speech = [.. Speech.Where(text => text.Clearance <= viewer.Clearance)],
        Notes = Seen(Notes, viewer),
        People = [.. People.Where(person => person.Clearance <= viewer.Clearance)],
        Unions = Seen(Unions, viewer),
        Acts = Seen(Acts, viewer),
        Statuses = Seen(Statuses, viewer),
    };

    /// <summary>Reads a record that an index holds, as the viewer may see it.</summary>
    public static ArchiveRecord Read(ReadOnlySpan<byte> json, Viewer viewer) => JsonSerializer.Deserialize(json, ArchiveJson.Compact.ArchiveRecord)!.SeenBy(viewer);

    /// <summary>Reads a record out of an engine's answer, as the viewer may see it.</summary>
    public static ArchiveRecord Read(JsonElement json, Viewer viewer) => json.Deserialize(ArchiveJson.Compact.ArchiveRecord)!.SeenBy(viewer);

    private static List<RecordValue> Seen(IReadOnlyList<RecordValue> values, Viewer viewer) => [.. values.Where(value => value.Clearance <= viewer.Clearance)];
}

/// <summary>Text over a stretch of a media item, in milliseconds: shown on screen, or spoken.</summary>
public sealed record TimedText(long MediaItemId, long StartMs, long EndMs, string Text, int Clearance = 0);

/// <summary>A value that only viewers of that clearance may see.</summary>
public sealed record RecordValue(string Value, int Clearance = 0);

/// <summary>A person with every spelling that is held of the name.</summary>
/// <param name="Id">Such as P-000012.</param>
public sealed record RecordPerson(string Id, IReadOnlyList<string> Names, int Clearance = 0);

[JsonSerializable(typeof(ArchiveRecord))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
public sealed partial class ArchiveJson : JsonSerializerContext
{
    /// <summary>Cyrillic letters as they are, not as six signs each. For the index alone: it is no HTML.</summary>
    public static ArchiveJson Compact { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
