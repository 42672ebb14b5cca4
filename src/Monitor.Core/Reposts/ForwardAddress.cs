namespace Monitor.Core.Reposts;

/// <summary>What a forward calls its origin: the address of a post, of a channel, or only a name. Pure.</summary>
public static class ForwardAddress
{
    /// <summary>The address without what does not tell posts apart, such as ?single of an album's parts.</summary>
    public static string Plain(string origin) => origin.Split('?', '#')[0].TrimEnd('/');

    /// <summary>The addresses by which forwards name a post of this address, and those of its album's other parts.</summary>
    public static IEnumerable<string> Of(string url, IEnumerable<string> aliases)
    {
        var plain = Plain(url);
        var folder = plain[..(plain.LastIndexOf('/') + 1)];
        return aliases.Select(alias => folder + alias).Prepend(plain).SelectMany(address => new[] { address, address + "?single" });
    }

    /// <summary>True where it names one post: an address that ends in a number.</summary>
    public static bool IsPost(string origin) => IsAddress(origin) && Plain(origin) is var plain && plain.LastIndexOf('/') is var slash && slash < plain.Length - 1 && plain[(slash + 1)..].All(char.IsAsciiDigit);

    /// <summary>Host and channel, such as t.me/name, of a channel's or a post's address; null of a bare name.</summary>
    public static string? ChannelOf(string origin)
    {
        if (!IsAddress(origin) || !Uri.TryCreate(origin, UriKind.Absolute, out var url)) return null;
        // t.me/s/NAME is the page of t.me/NAME that shows its posts.
        var name = url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).SkipWhile(part => part == "s").FirstOrDefault();
        return name is null ? null : (url.Authority + "/" + name).ToLowerInvariant();
    }

    private static bool IsAddress(string origin) => origin.StartsWith("https://", StringComparison.Ordinal) || origin.StartsWith("http://", StringComparison.Ordinal);
}
