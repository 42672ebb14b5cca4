using Monitor.Core.Media;

namespace Monitor.Core.Posts;

/// <summary>A post as a parser read it: values of the source, nothing of ours.</summary>
public sealed record ReadPost(string NativeId)
{
    /// <summary>Other native ids that belong to this post: the parts of an album.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Ids by which earlier versions of Monitor knew it: a post that is known so keeps that id.</summary>
    public IReadOnlyList<string> FormerIds { get; init; } = [];

    public string? Url { get; init; }

    public string? Title { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>How exactly the source says so; of no meaning without <see cref="PublishedAt"/>.</summary>
    public DatePrecision PublishedPrecision { get; init; }

    /// <summary>True where the source says only when it changed the post: that moves by itself.</summary>
    public bool IsDateOfChange { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public bool Edited { get; init; }

    public string? Text { get; init; }

    /// <summary>Sanitised HTML of the text.</summary>
    public string? Html { get; init; }

    public long? Views { get; init; }

    public string? ForwardedFrom { get; init; }

    public string? ReplyTo { get; init; }

    public IReadOnlyList<ReadMedia> Media { get; init; } = [];
}

/// <summary>An attachment as a parser read it.</summary>
public sealed record ReadMedia(MediaKind Kind, string? Url)
{
    public string? MimeType { get; init; }

    public double? DurationSeconds { get; init; }

    public MediaGap? Gap { get; init; }

    /// <summary>True where it was found in the text of the post and is no attachment that the source lists.</summary>
    public bool IsEmbedded { get; init; }
}

/// <summary>An item that could not be read whole, and why; its neighbours are not affected.</summary>
/// <param name="Text">What the source says there, where that helps to mend it.</param>
public sealed record ReadProblem(string Item, string Reason, string? Text = null)
{
    /// <summary>Reason of a date that is not understood: the item is read all the same, and its date is unknown.</summary>
    public const string DateNotRead = "DateNotRead";
}
