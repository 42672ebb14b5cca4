using System.Security.Cryptography;
using System.Text;
using Monitor.Core.Media;

namespace Monitor.Core.Posts;

/// <summary>What makes a version of a post: text, links, attachments, forward, reply and edit mark. Counts, tokens and rendered dates do not.</summary>
public static class PostFingerprint
{
    public static string Of(ReadPost post) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f',
        post.Title, post.Text, post.Html, post.Edited ? "edited" : "", post.ForwardedFrom, post.ReplyTo, MediaIdentities(post)))));

    /// <summary>Identities of the attachments in order, space-separated.</summary>
    public static string MediaIdentities(ReadPost post) => string.Join(' ', post.Media.Select(MediaIdentity));

    /// <summary>Identity of one attachment; where it has no URL, its place in the post.</summary>
    public static string MediaIdentity(ReadMedia media, int position) =>
        media.Url is null ? $"{media.Kind}-{position}" : MediaUrl.Identity(media.Url);
}
