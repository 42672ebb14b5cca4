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

    private static string Hash(string text) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
