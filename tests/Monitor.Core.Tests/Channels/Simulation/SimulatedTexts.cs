using System.Globalization;

namespace Monitor.Core.Tests.Channels.Simulation;

/// <summary>Invents texts of posts: Russian and Belarusian, of one or more lines, with what is hard to carry through HTML. No two are the same.</summary>
internal sealed class SimulatedTexts(Random random)
{
    private static readonly string[] Openings =
    [
        "Новости области", "Навіны вобласці", "Сводка за сутки", "Оперативно", "Увага", "Обзор прессы", "Дорожная обстановка", "На заводе сегодня",
    ];

    private static readonly string[] Sentences =
    [
        "На предприятии прошло собрание коллектива.", "Задержан житель областного центра, он раскаивается.", "Сёння чакаецца дождж і моцны вецер.",
        "Он состоял в независимый профсоюз \"РЭП\" & писал <негативные> комментарии.", "Ремонт дороги закончат к 1 мая, обещает ГАИ.",
        "Благодарю сотрудников: больше так делать не буду!", "Цена хлеба — 1,85 р.; молока – 2,40 р.", "Стачка не отбылась, завод працуе ў звычайным рэжыме.",
        "It's a test of 'quotes', a < b && c > d.", "Подписывайтесь на канал.",
    ];

    private static readonly string[] Endings = ["", "", "", "#Новости #Область", "https://example.org/news?id=7&lang=ru", "🔥", "⚠️ Будьте внимательны ⚡️"];

    /// <summary>A new text that names the post, so that it is like no other.</summary>
    public string Make(int id)
    {
        var lines = new List<string> { $"{Pick(Openings)} № {id.ToString(CultureInfo.InvariantCulture)}{(random.Next(4) == 0 ? " 📍" : "")}" };
        var paragraphs = random.Next(1, 4);
        for (var paragraph = 0; paragraph < paragraphs; paragraph++)
        {
            if (random.Next(2) == 0) lines.Add("");
            lines.Add(string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(Sentences))));
        }

        if (Pick(Endings) is { Length: > 0 } ending) lines.AddRange(["", ending]);
        return string.Join('\n', lines);
    }

    /// <summary>The text after its edit of this ordinal: corrected, cut, or continued; never as it was.</summary>
    public string Edit(string text, int ordinal)
    {
        var mark = $"Изменено {ordinal.ToString(CultureInfo.InvariantCulture)}";
        if (text.Length == 0) return mark;
        return random.Next(3) switch
        {
            0 => $"{text}\n\n{mark}: {Pick(Sentences)}",
            1 => $"{text.Split('\n')[0]}\n{mark}",
            _ => $"{mark}. {text}",
        };
    }

    private string Pick(string[] choices) => choices[random.Next(choices.Length)];
}
