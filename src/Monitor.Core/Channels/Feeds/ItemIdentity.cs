using System.Security.Cryptography;
using System.Text;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Feeds;

/// <summary>The native id of an item: its own, else its link, else a hash of what it says; always short enough to store.</summary>
internal static class ItemIdentity
{
    private const int MaxLength = 512;

    public static string Of(string? own, ReadPost post)
    {
        var id = own ?? post.Url ?? Hash($"{post.Title}\n{post.Text}\n{post.PublishedAt:O}");
        return id.Length <= MaxLength ? id : Hash(id);
    }

    /// <summary>Ids by which the item may be known from before: what the library took for its id, and its own with http where a site has gone over to https since, or back.</summary>
    public static IReadOnlyList<string> Former(string? library, ReadPost post)
    {
        var id = post.NativeId;
        var other = id.StartsWith("https://", StringComparison.Ordinal) ? "http://" + id[8..] : id.StartsWith("http://", StringComparison.Ordinal) ? "https://" + id[7..] : null;
        return [.. new[] { string.IsNullOrEmpty(library) ? null : Of(library, post), other }.OfType<string>().Where(former => former != id && former.Length <= MaxLength).Distinct()];
    }

    private static string Hash(string text) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
