namespace Monitor.Core.Tests.Channels.Simulation;

/// <summary>What a simulated post carries; one for each part of an album.</summary>
internal enum SimulatedMedia { Photo, Video, TooBigVideo, Voice, RoundVideo, Document }

/// <summary>A change of a post's text, with the edited mark from then on.</summary>
internal sealed record SimulatedEdit(DateTimeOffset At, string Text);

/// <summary>A text of a post for as long as it stood: from an instant to before another.</summary>
/// <param name="Until">The next edit or the deletion; null where nothing ended it.</param>
internal sealed record SimulatedVersion(int Ordinal, DateTimeOffset From, DateTimeOffset? Until, string Text, bool Edited);

/// <summary>One post of a simulated channel with all that ever happens to it.</summary>
/// <param name="Id">Native id; an album owns those of <see cref="Parts"/> as well.</param>
/// <param name="Text">Text as first published; empty where the post has none.</param>
internal sealed record SimulatedPost(int Id, DateTimeOffset PublishedAt, string Text)
{
    /// <summary>Ids of the second and later parts of an album: Id + 1 and on.</summary>
    public IReadOnlyList<int> Parts { get; init; } = [];

    /// <summary>Oldest first; all of them before the deletion.</summary>
    public IReadOnlyList<SimulatedEdit> Edits { get; init; } = [];

    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>In the order of the page; in an album the first belongs to Id, the others to Parts.</summary>
    public IReadOnlyList<SimulatedMedia> Media { get; init; } = [];

    /// <summary>Address of the post it was forwarded from, or the bare name of an author who hides it.</summary>
    public string? ForwardedFrom { get; init; }

    /// <summary>Id of an older post that is never deleted.</summary>
    public int? ReplyTo { get; init; }

    /// <summary>How many people read it in the end.</summary>
    public int Audience { get; init; }

    public int LastId => Id + Parts.Count;

    public bool IsVisibleAt(DateTimeOffset at) => PublishedAt <= at && (DeletedAt is null || at < DeletedAt);

    public bool IsEditedAt(DateTimeOffset at) => Edits.Count > 0 && Edits[0].At <= at;

    public string TextAt(DateTimeOffset at) => Edits.LastOrDefault(edit => edit.At <= at)?.Text ?? Text;

    /// <summary>A text of the post with the names and sizes of its documents, which are words of it.</summary>
    public string Words(string text) => string.Join("\n\n", Media.Index().Where(media => media.Item == SimulatedMedia.Document).Select(media => $"report-{Id + media.Index}.pdf\n113.9 KB").Prepend(text).Where(part => part.Length > 0));

    /// <summary>Grows from one reader to the audience: half of it after some eight hours.</summary>
    public long ViewsAt(DateTimeOffset at) => 1 + (long)(Audience * (1 - Math.Exp(-Math.Max(0, (at - PublishedAt).TotalHours) / 12)));

    /// <summary>Every text it ever showed, oldest first.</summary>
    public IEnumerable<SimulatedVersion> Versions()
    {
        var texts = Edits.Prepend(new SimulatedEdit(PublishedAt, Text)).ToList();
        return texts.Select((edit, index) => new SimulatedVersion(index + 1, edit.At, index + 1 < texts.Count ? texts[index + 1].At : DeletedAt, edit.Text, index > 0));
    }
}
