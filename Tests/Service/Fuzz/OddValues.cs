using System.Text.Json.Nodes;

namespace OrleansJobs.Tests.Service.Fuzz;

/// <summary>Makes of values others that somebody may send by mistake, or on purpose. All chance is of one seed.</summary>
internal sealed class OddValues(int seed)
{
    private static readonly string[] Texts =
    [
        "", " ", ".", "..", "../..", "a", "default", "sleep", "0", "-1", "1e999", "9223372036854775808", "NaN", "null", "true", "PT0S", "P1Y", "PT1E9S", "-PT1S", "2026-02-30T25:61:00Z",
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999+14:00", "00000000-0000-0000-0000-000000000000", "*", "%", "%00", "%2F", "%252F", "%ff", "\u0000", "\u0001", "\u007f", "\u200b\u202e",
        "é", "e\u0301", "🦬", "\ud800", "ß", "İ", "'; DROP TABLE jobs; --", "\" OR 1=1", "<script>alert(1)</script>", "${x}", "{{x}}", "$where", "a,b", "a;b", "a\nb", "a\r\nX-Odd: 1", "\\", "/", "//",
    ];

    private static readonly JsonNode?[] Values =
    [
        null, 0, -1, 1, 5, 2147483648L, -9223372036854775808L, 1e308, 0.1, -0.0, true, false, "", "x", new JsonArray(), new JsonObject(), new JsonArray(null, 1, "x", new JsonArray()),
        new JsonObject { ["$ref"] = "#", ["type"] = "object" }, new JsonObject { [""] = "" },
    ];

    private readonly Random _random = new(seed);

    public int Below(int count) => _random.Next(count);

    public bool Chance(double share) => _random.NextDouble() < share;

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>Any text.</summary>
    public string Text() => Below(20) switch
    {
        0 => new string('x', 1 << Below(16)),
        1 => string.Concat(Enumerable.Range(0, Below(40)).Select(_ => (char)Below(0xD800))),
        2 => Id().ToString(),
        _ => Of(Texts),
    };

    private Guid Id()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }

    /// <summary>Any JSON.</summary>
    public JsonNode? Value() => Below(12) switch
    {
        0 => Nested(Below(80)),
        1 => new JsonArray([.. Enumerable.Range(0, Below(300)).Select(number => (JsonNode?)number)]),
        2 or 3 or 4 => Text(),
        _ => Of(Values)?.DeepClone(),
    };

    /// <summary>Changes some part of a value.</summary>
    public JsonNode? Changed(JsonNode? value)
    {
        var copy = value?.DeepClone();
        for (var changes = 1 + Below(3); changes > 0; changes--) copy = Change(copy);
        return copy;
    }

    /// <summary>Bytes that are no JSON, or hardly.</summary>
    public byte[] Bytes()
    {
        var bytes = new byte[Below(200)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private JsonNode? Change(JsonNode? value)
    {
        switch (value)
        {
            case JsonObject members when members.Count > 0 && !Chance(0.1):
                var name = Of([.. members.Select(member => member.Key)]);
                if (Chance(0.1)) members.Remove(name);
                else if (Chance(0.1)) members[Text()] = Value();
                else members[name] = Change(members[name]?.DeepClone());
                return members;
            case JsonArray items when items.Count > 0 && !Chance(0.1):
                items[Below(items.Count)] = Value();
                return items;
            default:
                return Value();
        }
    }

    private static JsonNode Nested(int depth)
    {
        JsonNode value = new JsonArray();
        for (; depth > 0; depth--) value = depth % 2 == 0 ? new JsonArray(value) : new JsonObject { ["a"] = value };
        return value;
    }
}
