using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansJobs.Silo.Configuration;
using Xunit;

namespace OrleansJobs.Tests.Silo.Configuration;

public sealed class SectionTests
{
    [Fact]
    public void Every_kind_of_setting_is_read()
    {
        var options = Read(
            ("Text", "t"), ("flag", "true"), ("COUNT", "-3"), ("Large", "5000000000"), ("Share", "0.5"), ("Pause", "PT0.5S"),
            ("Limit", "00:01:00"), ("Color", "green"), ("Words:0", "a"), ("Words:1", "b"), ("Numbers:0", "7"),
            ("Inner:Name", "n"), ("Table:x:Name", "nx"), ("Table:y:Name", "ny"));
        Assert.Equal("t", options.Text);
        Assert.True(options.Flag);
        Assert.Equal(-3, options.Count);
        Assert.Equal(5_000_000_000, options.Large);
        Assert.Equal(0.5, options.Share);
        Assert.Equal(TimeSpan.FromSeconds(0.5), options.Pause);
        Assert.Equal(TimeSpan.FromMinutes(1), options.Limit);
        Assert.Equal(ConsoleColor.Green, options.Color);
        Assert.Equal(["a", "b"], options.Words);
        Assert.Equal([7], options.Numbers);
        Assert.Equal("n", options.Inner.Name);
        Assert.Equal(["nx", "ny"], options.Table.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value.Name));
    }

    [Fact]
    public void What_is_not_set_keeps_its_default()
    {
        var options = Read();
        Assert.Equal(["default"], options.Words);
        Assert.Equal(5, options.Count);
        Assert.Null(options.Limit);
    }

    [Theory]
    [InlineData("Count", "abc", "Part:Count: \"abc\" is not allowed; it must be a whole number.")]
    [InlineData("Count", "1.5", "Part:Count: \"1.5\" is not allowed; it must be a whole number.")]
    [InlineData("Count", "99999999999", "Part:Count: \"99999999999\" is not allowed; it must be a whole number.")]
    [InlineData("Flag", "yes", "Part:Flag: \"yes\" is not allowed; it must be true or false.")]
    [InlineData("Pause", "abc", "Part:Pause: \"abc\" is not allowed; it must be a duration such as 00:00:30 or PT30S.")]
    [InlineData("Pause", "30", "Part:Pause: \"30\" is not allowed; it must be a duration such as 00:00:30 or PT30S.")]
    [InlineData("Limit", "P1M", "Part:Limit: \"P1M\" is not allowed; it must be a duration such as 00:00:30 or PT30S.")]
    [InlineData("Words", "a", "Part:Words: \"a\" is not allowed; it must be a list (Part:Words:0, Part:Words:1 ...).")]
    [InlineData("Inner", "a", "Part:Inner: \"a\" is not allowed; it is a group of settings.")]
    [InlineData("Table:x", "a", "Part:Table:x: \"a\" is not allowed; it is a group of settings.")]
    [InlineData("Text:0", "a", "Part:Text: must be a single value.")]
    [InlineData("Cuont", "1", "Part:Cuont: there is no such setting; Part has Color, Count, Extra, Flag, Inner, Large, Limit, Numbers, Pause, Share, Table, Text, Words.")]
    [InlineData("Inner:Nmae", "1", "Part:Inner:Nmae: there is no such setting; Part:Inner has Name.")]
    [InlineData("Table:x:Nmae", "1", "Part:Table:x:Nmae: there is no such setting; Part:Table:x has Name.")]
    public void A_wrong_setting_stops_the_start_with_one_line(string key, string value, string line) =>
        Assert.Equal([line], Faults((key, value)));

    [Fact]
    public void A_name_of_an_enumeration_is_no_number() =>
        Assert.StartsWith("Part:Color: \"2\" is not allowed; it must be one of Black, ", Faults(("Color", "2")).Single(), StringComparison.Ordinal);

    [Fact]
    public void All_wrong_values_are_named_at_once() => Assert.Equal(2, Faults(("Count", "x"), ("Pause", "y")).Length);

    [Fact]
    public void Two_parts_may_share_a_section() => Assert.Empty(Faults(("Extra", "1"), ("Count", "1")));

    [Fact]
    public void Rules_are_checked_too() =>
        Assert.Equal(["Part:Large: \"-1\" is not allowed; it must be from 0 to 10000000000."], Faults(("Large", "-1")));

    private static PartOptions Read(params (string Key, string Value)[] settings) =>
        Services(settings).GetRequiredService<IOptions<PartOptions>>().Value;

    private static string[] Faults(params (string Key, string Value)[] settings)
    {
        try
        {
            Services(settings).GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException e)
        {
            return [.. e.Failures];
        }
    }

    private static ServiceProvider Services((string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Part:" + s.Key, (string?)s.Value))).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration);
        services.AddSection<PartOptions>("Part").InRange("Part:Large", part => part.Large, 0, 10_000_000_000);
        services.AddSection<OtherOptions>("Part");
        return services.BuildServiceProvider();
    }

    private sealed class PartOptions
    {
        public string? Text { get; set; }

        public bool Flag { get; set; }

        public int Count { get; set; } = 5;

        public long Large { get; set; }

        public double Share { get; set; }

        public TimeSpan Pause { get; set; }

        public TimeSpan? Limit { get; set; }

        public ConsoleColor Color { get; set; }

        public List<string> Words { get; set; } = ["default"];

        public int[] Numbers { get; set; } = [];

        public InnerOptions Inner { get; set; } = new();

        public Dictionary<string, InnerOptions> Table { get; set; } = [];
    }

    private sealed class OtherOptions
    {
        public int Extra { get; set; }
    }

    private sealed class InnerOptions
    {
        public string? Name { get; set; }
    }
}
