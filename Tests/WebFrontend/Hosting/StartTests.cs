using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansJobs.Jobs;
using OrleansJobs.Silo;
using OrleansJobs.Silo.Clustering;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Hosting;
using OrleansJobs.Silo.Settings;
using OrleansJobs.Tests.WebFrontend.Fakes;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Hosting;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Hosting;

/// <summary>What a person sees who starts the service with wrong settings: a line each, exit code 2, nothing else.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("--Zoo:MinDelay abc", "Zoo:MinDelay: \"abc\" is not allowed; it must be a duration such as 00:00:30 or PT30S.")]
    [InlineData("--Zoo:MinDelai PT1S", "Zoo:MinDelai: there is no such setting; Zoo has ")]
    [InlineData("--Queues:default:Concurrency 0", "Queues:default:Concurrency: \"0\" is not allowed; it must be from 1 to ")]
    [InlineData("--Queues:default:Concurrencey 5", "Queues:default:Concurrencey: there is no such setting; Queues:default has ")]
    [InlineData("--Numbers:SourceDelay -1", "Numbers:SourceDelay: \"-1\" is not allowed; it must be a duration such as ")]
    [InlineData("--Numbers:ConcurrentSums 0", "Numbers:ConcurrentSums: \"0\" is not allowed; it must be from 1 to 10000.")]
    [InlineData("--Numbers:SourceUrl example.org/numbers", "Numbers:SourceUrl: \"example.org/numbers\" is not allowed; it must be an address such as ")]
    [InlineData("--Numbers:SourceUrl file:///etc/passwd", "Numbers:SourceUrl: \"file:///etc/passwd\" is not allowed; it must be an address such as ")]
    [InlineData("--Numbers:Deadline PT1S", "Numbers:Deadline: \"00:00:01\" is not allowed; it must be longer than Numbers:SourceDelay (\"00:00:01\").")]
    [InlineData("--Limits:RequestBody 12", "Limits:RequestBody: \"12\" is not allowed; it must be from 1024 to 104857600.")]
    [InlineData("--Limits:Body 12", "Limits:Body: there is no such setting; Limits has ")]
    [InlineData("--Traffic:FlushInterval 0:00:00", "Traffic:FlushInterval: \"00:00:00\" is not allowed; it must be from 00:00:00.0100000 to 00:01:00.")]
    [InlineData("--Traffic:PathLength 2049", "Traffic:PathLength: \"2049\" is not allowed; it must be from 16 to 2048.")]
    [InlineData("--Traffic:TestUrl file:///etc", "Traffic:TestUrl: \"file:///etc\" is not allowed; it must be an address without path such as http://127.0.0.1:5000.")]
    [InlineData("--Traffic:TestUrl http://a/b", "Traffic:TestUrl: \"http://a/b\" is not allowed; it must be an address without path such as http://127.0.0.1:5000.")]
    [InlineData("--Traffic:TestParallelism 0", "Traffic:TestParallelism: \"0\" is not allowed; it must be from 1 to 10000.")]
    [InlineData("--Traffic:Interval 1", "Traffic:Interval: there is no such setting; Traffic has FlushInterval, ")]
    [InlineData("--Live:Watchers -1", "Live:Watchers: \"-1\" is not allowed; it must be from 0 to 1000000.")]
    [InlineData("--Live:Buffer 0", "Live:Buffer: \"0\" is not allowed; it must be from 1 to 100000.")]
    [InlineData("--Live:Writes 0", "Live:Writes: \"0\" is not allowed; it must be from 1 to 1000000.")]
    [InlineData("--Live:Heartbeat PT0.5S", "Live:Heartbeat: \"00:00:00.5000000\" is not allowed; it must be from 00:00:01 to 01:00:00.")]
    [InlineData("--Live:Ring x", "Live:Ring: \"x\" is not allowed; it must be a whole number")]
    [InlineData("--Live:Backlog 0", "Live:Backlog: \"0\" is not allowed; it must be from 1 to 1000000.")]
    [InlineData("--Workers:MaxJobs 0", "Workers:MaxJobs: \"0\" is not allowed; it must be from 1 to 1000.")]
    [InlineData("--Workers:MaxWait PT11M", "Workers:MaxWait: \"00:11:00\" is not allowed; it must be from 00:00:00 to 00:10:00.")]
    [InlineData("--Workers:DefaultLease PT2H", "Workers:DefaultLease: must be from Workers:ShortestLease to Workers:LongestLease.")]
    [InlineData("--Workers:Kind 1", "Workers:Kind: there is no such setting; Workers has ")]
    [InlineData("--Push:Allow:0 10.0.0.0/33", "Push:Allow:0: \"10.0.0.0/33\" is not allowed; it must be an address, a network such as 10.1.0.0/16, or the name of a host.")]
    [InlineData("--Push:Secrets:0 whsec_secret", "Push:Secrets:0: must be whsec_ and the base64 of 24 to 64 random bytes.")]
    [InlineData("--Push:Timeout 0:00:00", "Push:Timeout: \"00:00:00\" is not allowed; it must be from 00:00:00.0100000 to 01:00:00.")]
    [InlineData("--Storag:Provider x", "Storag: there is no such setting; there are Urls, ")]
    [InlineData("--Logging:Format xml", "Logging:Format: \"xml\" is not allowed; it must be text or json.")]
    [InlineData("--Logging:LogLevel:Default Loud", "Logging:LogLevel:Default: \"Loud\" is not allowed; it must be one of Trace, ")]
    [InlineData("--Movies:TokenKey short", "Movies:TokenKey: must have at least 32 bytes.")]
    [InlineData("--Movies:DevelopmentTokens maybe", "Movies:DevelopmentTokens: \"maybe\" is not allowed; it must be true or false.")]
    [InlineData("--Movies:Throttle:Burst 0", "Movies:Throttle:Burst: \"0\" is not allowed; it must be from 1 to 1000000.")]
    [InlineData("--Movies:Throttle:Burts 5", "Movies:Throttle:Burts: there is no such setting; Movies:Throttle has ")]
    [InlineData("--verbose", "--verbose has no value; arguments have the form --Key value.")]
    [InlineData("serve", "\"serve\" is not allowed; arguments have the form --Key value.")]
    [InlineData("--Urls http://0.0.0.0:5000", "Urls: \"http://0.0.0.0:5000\" is not allowed; without credentials the service listens on loopback only (localhost, 127.0.0.0/8, [::1]); set Access:AdminKey to a secret of at least 32 characters, such as \"openssl rand -base64 32\" makes, and callers show it.")]
    [InlineData("--Urls http://*:5000", "Urls: \"http://*:5000\" is not allowed; without credentials ")]
    [InlineData("--Urls http://[::]:5000", "Urls: \"http://[::]:5000\" is not allowed; without credentials ")]
    [InlineData("--Urls http://example.org:5000", "Urls: \"http://example.org:5000\" is not allowed; without credentials ")]
    [InlineData("--Urls http://127.0.0.1:0;http://10.0.0.1:5000", "Urls: \"http://10.0.0.1:5000\" is not allowed; without credentials ")]
    [InlineData("--Urls https://127.0.0.1:5000", "Urls: \"https://127.0.0.1:5000\" is not allowed; only http is served.")]
    [InlineData("--Urls 127.0.0.1:5000", "Urls: \"127.0.0.1:5000\" is not allowed; it must be an address such as http://127.0.0.1:5000.")]
    [InlineData("--Urls http://127.0.0.1:99999", "Urls: \"http://127.0.0.1:99999\" is not allowed; it must be an address such as ")]
    [InlineData("--Urls http://127.0.0.1:5000/base", "Urls: \"http://127.0.0.1:5000/base\" is not allowed; it must be an address such as ")]
    [InlineData("--Urls http://unix:/tmp/socket", "Urls: \"http://unix:/tmp/socket\" is not allowed; it must be an address such as ")]
    [InlineData("--Urls http://localhost:0", "Urls: \"http://localhost:0\" is not allowed; port 0 needs a numeric address such as 127.0.0.1.")]
    [InlineData("--Kestrel:Endpoints:Public:Url http://0.0.0.0:5000", "Kestrel:Endpoints:Public:Url: \"http://0.0.0.0:5000\" is not allowed; without credentials ")]
    [InlineData("--Access:AdminKey short", "Access:AdminKey: must have at least 32 characters; ")]
    [InlineData("--Access:AdminKey an-admin-key-of-a-test-of-32-characters --Movies:DevelopmentTokens true", "Movies:DevelopmentTokens: \"true\" is not allowed beside credentials; ")]
    [InlineData("--Access:AdminKey an-admin-key-of-a-test-of-32-characters --Access:Origins:0 ops.example.org", "Access:Origins: each must be an origin ")]
    [InlineData("--Access:Redact password", "Access:Redact: \"password\" is not allowed; it must be a list (Access:Redact:0, Access:Redact:1 ...).")]
    [InlineData("--Access:Redact:0=", "Access:Redact: each must be the name of a field, of 1 to 100 characters.")]
    [InlineData("--Access:Redacted:0=a", "Access:Redacted: there is no such setting; Access has ")]
    [InlineData("--Access:Jwt:Authority https://id.example.org", "Access:Jwt:Audience: must be set; ")]
    [InlineData("--Access:Jwt:KeySet keys.json --Access:Jwt:Audience jobs", "Access:Jwt:Issuer: must be set; ")]
    [InlineData("--Access:Jwt:Key short --Access:Jwt:Audience jobs --Access:Jwt:Issuer me", "Access:Jwt:Key: must have at least 32 bytes.")]
    [InlineData("--Access:KeyRefresh 1.00:00:00", "Access:KeyRefresh: \"1.00:00:00\" is not allowed; ")]
    public async Task A_wrong_setting_is_one_line(string arguments, string line)
    {
        var lines = await Refused(arguments.Split(' '));
        Assert.StartsWith($"orleansjobs cannot start: {line}", Assert.Single(lines), StringComparison.Ordinal);
        Assert.EndsWith(".", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_beyond_this_machine_needs_credentials()
    {
        ListenAddresses.Check(Settings(("Urls", "http://0.0.0.0:5000"), ("Access:AdminKey", "an-admin-key-of-a-test-of-32-characters")));
        ListenAddresses.Check(Settings(("Urls", "http://0.0.0.0:5000"), ("Access:Jwt:Authority", "https://id.example.org")));
        Assert.Throws<StartException>(() => ListenAddresses.Check(Settings(("Urls", "http://0.0.0.0:5000"), ("Access:Pepper", "a-pepper-alone-is-no-credential-of-any"))));

        static IConfiguration Settings(params (string Key, string? Value)[] settings) =>
            new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Key, one.Value))).Build();
    }

    [Fact]
    public async Task Several_wrong_settings_are_a_line_each() =>
        Assert.Equal(2, (await Refused("--Zoo:MinDelay", "abc", "--Limits:RequestBody", "x")).Length);

    [Fact]
    public async Task More_fields_than_may_be_redacted_are_one_line() => Assert.StartsWith(
        "orleansjobs cannot start: Access:Redact: \"101\" is not allowed; it must be from 0 to 100.",
        Assert.Single(await Refused([.. Enumerable.Range(0, 101).Select(i => $"--Access:Redact:{i}=name{i}")])), StringComparison.Ordinal);

    [Fact]
    public async Task An_address_in_use_is_one_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://{other.LocalEndpoint}";
        var line = Assert.Single(await Refused("--Urls", url));
        Assert.StartsWith($"orleansjobs cannot start: Urls: Failed to bind to address {url}: address already in use.", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_file_that_is_not_json_is_one_line()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "appsettings.json"), "{ \"Zoo\": oops }");
            var line = Assert.Single(await Refused("--contentRoot", folder.FullName));
            Assert.Contains("appsettings.json", line, StringComparison.Ordinal);
            Assert.Contains("LineNumber: 0", line, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_fault_of_the_program_is_not_hidden() => await Assert.ThrowsAsync<InvalidOperationException>(
        () => StartGuard.Run(TextWriter.Null, () => throw new InvalidOperationException("a bug"), _ => { }));

    [Fact]
    public async Task An_end_before_the_start_is_over_is_code_0() => Assert.Equal(0, await StartGuard.Run(
        TextWriter.Null, () => Build(services => services.AddHostedService<ToldToStop>()), _ => Assert.Fail("It has not started.")));

    [Fact]
    public async Task What_is_cancelled_for_another_reason_is_a_fault() => await Assert.ThrowsAsync<TaskCanceledException>(() => StartGuard.Run(
        TextWriter.Null, () => Build(services => services.AddHostedService<GivenUp>()), _ => { }));

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://127.0.0.1:0;http://127.1.2.3:0")]
    public async Task Loopback_addresses_are_fine_and_the_end_is_code_0(string urls)
    {
        var error = new StringWriter();
        var code = await StartGuard.Run(error, () => Build(null, "--Urls", urls), app => app.Lifetime.StopApplication());
        Assert.Equal("", error.ToString());
        Assert.Equal(0, code);
    }

    private static async Task<string[]> Refused(params string[] args)
    {
        var error = new StringWriter();
        var code = await StartGuard.Run(error, () => Build(null, args), _ => { });
        Assert.Equal(StartGuard.CannotStart, code);
        return error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>As Program does, over fake grains.</summary>
    private static WebApplication Build(Action<IServiceCollection>? configure, params string[] args)
    {
        CommandLine.Check(args);
        var builder = ServerBuilder.Create(["--Logging:LogLevel:Microsoft", "None", .. args]);
        builder.AddWebFrontend();
        builder.Services.AddSingleton<JobCalls>();
        builder.Services.AddEngineSettings();
        builder.Services.AddPushSettings();
        builder.Services.AddZooSettings();
        builder.Services.AddLiveSettings();
        builder.Services.AddNumbersSettings();
        builder.Services.AddTrafficSettings();
        builder.Services.AddSingleton(new FakeGrains().Factory);
        builder.Services.AddSingleton<IIdSource>(new FakeIds());
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        app.Services.CheckSections();
        app.MapWebFrontend();
        return app;
    }

    /// <summary>Is told to stop while it starts, and would not start for long.</summary>
    private sealed class ToldToStop(IHostApplicationLifetime lifetime) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            lifetime.StopApplication();
            return Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class GivenUp : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new TaskCanceledException("An address did not answer in time.");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
