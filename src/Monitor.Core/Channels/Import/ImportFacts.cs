using Monitor.Core.Posts;
namespace Monitor.Core.Channels.Import;

/// <summary>What a person says of a file or link that they bring in.</summary>
public sealed record ImportFacts
{
    /// <summary>Where it was published; the files of one address are one post.</summary>
    public string? SourceUrl { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>How exactly the person says so.</summary>
    public DatePrecision PublishedPrecision { get; init; }

    /// <summary>From whom or where the person has it. Shown only to who reviews.</summary>
    public string? ObtainedFrom { get; init; }

    public string? Title { get; init; }

    public string? Text { get; init; }

    /// <summary>Who published it.</summary>
    public Outlet Outlet { get; init; } = Outlet.ProGovernment;

    /// <summary>The post whose missing file it is, by its archive number; null for a post of its own.</summary>
    public string? AttachTo { get; init; }
}

/// <summary>Bytes to bring in, opened when their turn comes.</summary>
/// <param name="Name">Name of the file without its folder.</param>
public sealed record ImportedFile(string Name, Func<Stream> Open);

/// <summary>What an import did.</summary>
/// <param name="IsNew">False where the archive had exactly this already.</param>
public sealed record ImportedPost(long PostId, bool IsNew);

/// <summary>Why something was not brought in. Nothing was changed.</summary>
public enum ImportRefusal { FileMissing, FileEmpty, FileTooLarge, UrlNotUnderstood, DateNotUnderstood, OutletNotUnderstood, NoSuchPost, PostNotShown, NotReached, NotUnderstood, TextTooLong }

/// <summary>Says what, why and what to do next.</summary>
public sealed class ImportRefusedException(ImportRefusal refusal, string message, Exception? inner = null) : Exception(message, inner)
{
    public ImportRefusal Refusal { get; } = refusal;
}
