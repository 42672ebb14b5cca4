# Not run where it was written: no container engine was there. See docker/README.md.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Monitor.App/Monitor.App.csproj -c Release -o /program

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update \
 && apt-get install -y --no-install-recommends ffmpeg tesseract-ocr tesseract-ocr-rus tesseract-ocr-bel tesseract-ocr-eng webp bubblewrap util-linux fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /program /program
RUN useradd --create-home --uid 10001 monitor && install -d -o monitor -g monitor -m 700 /data
USER monitor
ENV MONITOR_DATA=/data DOTNET_EnableDiagnostics=0
VOLUME /data
ENTRYPOINT ["/program/monitor"]
CMD ["serve"]
