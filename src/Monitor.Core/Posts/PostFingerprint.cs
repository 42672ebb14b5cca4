using System.Security.Cryptography;
using System.Text;
using Monitor.Core.Media;

namespace Monitor.Core.Posts;

/// <summary>What makes a version of a post: text, links, attachments, forward, reply and edit mark. Counts, tokens and rendered dates do not.</summary>
public static class PostFingerprint
{
    public static string Of(ReadPost post) => Of(post, MediaIdentities(post));

    /// <param name="mediaIdentities">The attachments as the archive knows them, where their addresses were renewed.</param>
    public static string Of(ReadPost post, string mediaIdentities) => Of(post.Title, post.Text, post.Html, post.Edited, post.ForwardedFrom, post.ReplyTo, mediaIdentities);

    public static string Of(PostVersion version) => Of(version.Title, version.Text, version.Html, version.Edited, version.ForwardedFrom, version.ReplyTo, version.MediaIdentities);

    private static string Of(string? title, string? text, string? html, bool edited, string? forwardedFrom, string? replyTo, string mediaIdentities) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', title, text, html, edited ? "edited" : "", forwardedFrom, replyTo, mediaIdentities))));

    /// <summary>Identities of the attachments in order, space-separated.</summary>
    public static string MediaIdentities(ReadPost post) => string.Join(' ', post.Media.Select(MediaIdentity));

    /// <summary>Identity of one attachment; where it has no URL, its place in the post.</summary>
    public static string MediaIdentity(ReadMedia media, int position) =>
        media.Url is null ? $"{media.Kind}-{position}" : MediaUrl.Identity(media.Url);
}
