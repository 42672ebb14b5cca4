using System.Globalization;
using System.Text;

namespace Monitor.App.Demo;

/// <summary>The demo's preview page and feed, written as such sources write them: pure.</summary>
public static class DemoPages
{
    /// <param name="origin">Scheme, host and port that serve the demo.</param>
    /// <param name="madeAt">When the demo was made; its posts are a little older.</param>
    public static string Preview(string origin, DateTimeOffset madeAt)
    {
        var page = new StringBuilder("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Завод Live</title></head><body>"
            + "<main class=\"tgme_main\" data-url=\"/s/zavod_live\"><div class=\"tgme_channel_info_header_title\">Завод Live</div><section class=\"tgme_channel_history\">");
        Post(page, 101, madeAt.AddHours(-30), Video(origin, "static.mp4", "0:12"), "Паказалі відэа з кіраўніком незалежнага прафсаюза. Гэта прыклад: ніхто тут не здымаўся.", 4200);
        Post(page, 102, madeAt.AddHours(-26), Video(origin, "report.mp4", "0:12"), "Рэпартаж з завода. Сюжет в четырёх кадрах.", 1800);
        Post(page, 103, madeAt.AddHours(-20), "<div class=\"tgme_widget_message_grouped_wrap\">" + Photo(origin, "album-1.jpg", 103) + Photo(origin, "album-2.jpg", 104) + "</div>", "Альбом: два фото.", 950);
        Post(page, 105, madeAt.AddHours(-8), Forwarded(origin) + Video(origin, "repost.mp4", "0:12"), "Перасылаем: тое ж самае відэа з іншым лагатыпам.", 610);
        Post(page, 106, madeAt.AddHours(-2), "<a class=\"tgme_widget_message_video_player not_supported\" href=\"#\"><div class=\"message_media_not_supported_label\">Media is too big</div><time class=\"message_video_duration\">41:07</time></a>", "Длинная запись собрания: она слишком велика для предпросмотра.", 300);
        return page.Append("</section></main></body></html>").ToString();
    }

    public static string Feed(string origin, DateTimeOffset madeAt, long newsBytes)
    {
        var feed = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>Навіны (demo)</title>")
            .Append(CultureInfo.InvariantCulture, $"<link>{origin}/</link><description>Demo</description>");
        Item(feed, origin, "news-1", madeAt.AddHours(-28), "Рабочие завода просят о переговорах", "Профсоюз передал письмо дирекции.", $"<enclosure url=\"{origin}/news.mp4\" length=\"{newsBytes.ToString(CultureInfo.InvariantCulture)}\" type=\"video/mp4\"/>");
        Item(feed, origin, "news-2", madeAt.AddHours(-14), "Прафсаюз заклікаў да салідарнасці", "Заява незалежнага прафсаюза па-беларуску.", "");
        Item(feed, origin, "news-3", madeAt.AddHours(-3), "Union writes to the ILO", "A letter about freedom of association.", "");
        return feed.Append("</channel></rss>").ToString();
    }

    private static void Post(StringBuilder page, int id, DateTimeOffset at, string media, string text, int views) => page.Append(CultureInfo.InvariantCulture,
        $"<div class=\"tgme_widget_message_wrap\"><div class=\"tgme_widget_message\" data-post=\"zavod_live/{id}\">{media}<div class=\"tgme_widget_message_text\">{text}</div>"
        + $"<div class=\"tgme_widget_message_footer\"><span class=\"tgme_widget_message_views\">{views}</span><a class=\"tgme_widget_message_date\" href=\"/zavod_live/{id}\"><time datetime=\"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ss}+00:00\"></time></a></div></div></div>");

    private static string Video(string origin, string file, string duration) =>
        $"<a class=\"tgme_widget_message_video_player\"><video class=\"tgme_widget_message_video\" src=\"{origin}/{file}?token=demo\"></video><time class=\"message_video_duration\">{duration}</time></a>";

    private static string Photo(string origin, string file, int id) =>
        string.Create(CultureInfo.InvariantCulture, $"<a class=\"tgme_widget_message_photo_wrap\" href=\"/zavod_live/{id}?single\" style=\"background-image:url('{origin}/{file}')\"></a>");

    private static string Forwarded(string origin) =>
        $"<div class=\"tgme_widget_message_forwarded_from\">Forwarded from <a class=\"tgme_widget_message_forwarded_from_name\" href=\"{origin}/zavod_live/101\">Завод Live</a></div>";

    private static void Item(StringBuilder feed, string origin, string id, DateTimeOffset at, string title, string text, string enclosure) => feed.Append(CultureInfo.InvariantCulture,
        $"<item><guid isPermaLink=\"false\">{id}</guid><title>{title}</title><link>{origin}/{id}</link><description>{text}</description><pubDate>{at.UtcDateTime:r}</pubDate>{enclosure}</item>");
}
