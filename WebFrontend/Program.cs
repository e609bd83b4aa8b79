// The composition root: the grain host, the HTTP front, and nothing else.
using OrleansJobs.Silo.Configuration;
using OrleansJobs.WebFrontend.Hosting;

return await StartGuard.Run(Console.Error, async () =>
{
    CommandLine.Check(args);
    var builder = WebApplication.CreateSlimBuilder(args);
    builder.AddWebFrontend();
    builder.AddGrains();

    var app = builder.Build();
    app.Services.CheckSections();
    app.MapWebFrontend();
    await app.StartAsync();
    app.Services.GetRequiredService<StartMessage>().Write(app.Urls);
    return app;
});
